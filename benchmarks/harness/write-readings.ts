/** The file that is measured with: sensor readings, the same bytes for the same number of rows on every machine. */
import { open } from 'node:fs/promises';

export interface InputFile {
  path: string;
  /** Rows without the header. */
  rows: number;
  bytes: number;
}

const SEED = 20_250_131;
const DEVICES = 500;
const FIRST_SECOND = Date.UTC(2025, 0, 1) / 1000;
const BUFFER_CHARACTERS = 1024 * 1024;

/**
 * Writes `timestamp,device_id,value,unit,anomaly_score`, about 50 bytes a row. One row in a hundred is bad: it
 * lacks cells, has a word for a number, or a score above one. Three in a hundred have a score above a half.
 */
export async function writeReadings(path: string, rows: number): Promise<InputFile> {
  const file = await open(path, 'w');
  try {
    const random = randomNumbers(SEED);
    let text = 'timestamp,device_id,value,unit,anomaly_score\n';
    for (let row = 0; row < rows; row++) {
      text += readingLine(row, random);
      if (text.length < BUFFER_CHARACTERS) continue;
      await file.write(text);
      text = '';
    }
    await file.write(text);
    const { size } = await file.stat();
    return { path, rows, bytes: size };
  } finally {
    await file.close();
  }
}

function readingLine(row: number, random: () => number): string {
  const timestamp = new Date((FIRST_SECOND + row) * 1000).toISOString().replace('.000', '');
  const device = `sensor-${String(Math.floor(random() * DEVICES)).padStart(4, '0')}`;
  const value = (random() * 60 - 20).toFixed(2);
  const score = (random() < 0.03 ? 0.51 + random() * 0.49 : random() * 0.5).toFixed(4);
  switch (badKind(random())) {
    case 'missing cells':
      return `${timestamp},${device},${value}\n`;
    case 'word for a number':
      return `${timestamp},${device},abc,degC,${score}\n`;
    case 'score above one':
      return `${timestamp},${device},${value},degC,1.7\n`;
    case null:
      return `${timestamp},${device},${value},degC,${score}\n`;
  }
}

function badKind(chance: number): 'missing cells' | 'word for a number' | 'score above one' | null {
  if (chance >= 0.01) return null;
  if (chance < 0.004) return 'missing cells';
  return chance < 0.007 ? 'word for a number' : 'score above one';
}

/** Mulberry32 by Tommy Ettinger: 32 bits of state are plenty for a file that only has to be the same each time. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
