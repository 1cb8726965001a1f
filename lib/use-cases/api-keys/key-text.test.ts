import { describe, expect, it } from 'vitest';
import { isSecretOf, newKeyText, parseKeyText } from './key-text';

describe('the text of an API key', () => {
  it('says which key it is and proves it', () => {
    const { id, text, secretHash } = newKeyText();
    const parsed = parseKeyText(text);
    expect(parsed?.id).toBe(id);
    expect(isSecretOf(parsed?.secret ?? '', secretHash)).toBe(true);
    expect(secretHash).not.toContain(parsed?.secret);
  });

  it('opens no other key', () => {
    const [one, other] = [newKeyText(), newKeyText()];
    expect(one.text).not.toBe(other.text);
    expect(isSecretOf(parseKeyText(one.text)?.secret ?? '', other.secretHash)).toBe(false);
    expect(isSecretOf('', other.secretHash)).toBe(false);
    expect(isSecretOf(parseKeyText(one.text)?.secret ?? '', '')).toBe(false);
  });

  it.each([
    '',
    'lkp_',
    'lkp_0123456789abcdef_',
    `lkp_0123456789abcdef_${'a'.repeat(44)}`,
    `x${newKeyText().text}`,
  ])('is not %j', (text) => expect(parseKeyText(text)).toBeNull());
});
