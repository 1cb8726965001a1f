/**
 * The shape of a text: its characters by class, runs of one class taken together. `dev-17` and `sensor-4`
 * have the shape `a-9`, `Main St 5` has `Aa Aa 9`.
 */
export function textShape(text: string): string {
  let shape = '';
  let last = '';
  for (const character of text) {
    const symbol = classOf(character);
    if (symbol === last) continue;
    shape += symbol;
    last = symbol;
  }
  return shape;
}

/** `9` for a digit, `A` and `a` for letters, a space for any white space, else the character itself. */
function classOf(character: string): string {
  if (character >= '0' && character <= '9') return '9';
  if (character >= 'a' && character <= 'z') return 'a';
  if (character >= 'A' && character <= 'Z') return 'A';
  if (character === ' ' || character === '\t' || character === '\n' || character === '\r') return ' ';
  if (character < '\u0080') return character;
  if (/\p{Lu}/u.test(character)) return 'A';
  if (/\p{L}/u.test(character)) return 'a';
  return /\s/u.test(character) ? ' ' : character;
}
