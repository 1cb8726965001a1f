import { embedFonts } from '@/components/download/embed-fonts';
import { saveFile } from '@/components/download/save-file';

/** Twice as many points as on the screen: sharp in a document, too. */
const PIXEL_RATIO = 2;

/** What is marked so is not in the picture: buttons are of no use there. */
const LEFT_OUT = '[data-no-picture]';

/** What is still loading pulses. */
const LOADING = '.animate-pulse';
const LOADING_MS_MAX = 10_000;
const LOOK_EVERY_MS = 50;

/** A part of the page as a picture with the ground it stands on. The code for it is loaded at the first picture. */
export async function savePng(element: HTMLElement, name: string): Promise<void> {
  const [{ toBlob }, fontEmbedCSS] = await Promise.all([
    import('html-to-image'),
    embedFonts(),
    untilLoaded(element),
  ]);
  const copy = beside(element);
  try {
    const backgroundColor = getComputedStyle(element).getPropertyValue('--surface').trim();
    const picture = await toBlob(copy.part, { pixelRatio: PIXEL_RATIO, fontEmbedCSS, backgroundColor });
    if (!picture) throw new Error('The browser made no picture.');
    saveFile(name, picture);
  } finally {
    copy.place.remove();
  }
}

async function untilLoaded(element: HTMLElement): Promise<void> {
  const endsAt = performance.now() + LOADING_MS_MAX;
  while (element.querySelector(LOADING)) {
    if (performance.now() > endsAt) throw new Error('The chart has not been drawn.');
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** A copy out of sight, which closes the gaps of what is left out while the page stays as it is. */
function beside(element: HTMLElement): { place: HTMLElement; part: HTMLElement } {
  const part = element.cloneNode(true);
  if (!(part instanceof HTMLElement)) throw new Error('Only elements can be drawn.');
  // A copied canvas is empty.
  const canvases = element.querySelectorAll('canvas');
  part.querySelectorAll('canvas').forEach((canvas, index) => {
    const drawn = canvases[index];
    if (drawn) canvas.getContext('2d')?.drawImage(drawn, 0, 0);
  });
  for (const left of part.querySelectorAll(LEFT_OUT)) left.remove();
  const place = document.createElement('div');
  place.inert = true;
  place.style.cssText = `position: fixed; left: -100000px; top: 0; width: ${element.offsetWidth}px;`;
  place.append(part);
  document.body.append(place);
  return { place, part };
}
