/**
 * The font faces that the page has in use, as CSS that needs no other file: a picture is drawn where nothing is
 * loaded. Faces of scripts that do not occur in the page are left out.
 */
export async function embedFonts(): Promise<string> {
  const used = [...document.fonts].filter(({ status }) => status === 'loaded').map(nameOf);
  const rules = [...document.styleSheets].flatMap((sheet) =>
    fontRules(sheet).map((rule) => ({ rule, base: sheet.href ?? document.baseURI })),
  );
  const faces = await Promise.all(
    rules
      .filter(({ rule }) => used.includes(nameOf(ruleNames(rule))))
      .map(({ rule, base }) => embedded(rule, base)),
  );
  return faces.join('\n');
}

function fontRules(sheet: CSSStyleSheet): CSSFontFaceRule[] {
  try {
    return [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule);
  } catch {
    // A sheet of another origin, of a browser's extension for instance, cannot be read and is none of ours.
    return [];
  }
}

function ruleNames({ style }: CSSFontFaceRule) {
  return {
    family: style.getPropertyValue('font-family'),
    unicodeRange: style.getPropertyValue('unicode-range'),
    style: style.getPropertyValue('font-style') || 'normal',
  };
}

/** Tells faces apart; the browser writes the same face with other quotes, spaces and case in each place. */
function nameOf({
  family,
  unicodeRange,
  style,
}: Pick<FontFace, 'family' | 'unicodeRange' | 'style'>): string {
  const ranges = unicodeRange.toUpperCase().split(/\s*,\s*/);
  return JSON.stringify([family.replaceAll(/["']/g, ''), style, ranges]);
}

async function embedded(rule: CSSFontFaceRule, base: string): Promise<string> {
  const address = /url\((["']?)([^"')]+)\1\)/.exec(rule.style.getPropertyValue('src'))?.[2];
  if (address === undefined) return '';
  const answer = await fetch(new URL(address, base));
  if (!answer.ok) return '';
  const data = await dataUrl(await answer.blob());
  const rest = ['font-family', 'font-style', 'font-weight', 'unicode-range'].map(
    (name) => `${name}: ${rule.style.getPropertyValue(name)};`,
  );
  return `@font-face { ${rest.join(' ')} src: url(${data}); }`;
}

function dataUrl(content: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error('The font could not be read.', { cause: reader.error }));
    reader.readAsDataURL(content);
  });
}
