import type { MeasuredSize } from './render-report';

interface Aim {
  what: string;
  /** Files with at least so many rows are held to it; smaller ones measure the start of things. */
  rowsMin: number;
  atLeast?: number;
  atMost?: number;
  unit: string;
  /** Null where the contender did not take part. */
  measure(size: MeasuredSize): number | null;
}

const MILLION = 1_000_000;

/** What the engine is built to reach on two cores. */
const AIMS: Aim[] = [
  faster('Python csv.DictReader', 'python', 8),
  faster('csv-parse', 'csv-parse', 2.5),
  faster('csv-parse, info: true', 'csv-parse-lines', 5),
  {
    what: 'scan alone, one core',
    rowsMin: MILLION,
    atLeast: 250,
    unit: ' MB/s',
    measure: ({ scan }) => scan.megabytesPerSecond,
  },
  {
    what: 'peak memory',
    rowsMin: 10 * MILLION,
    atMost: 400,
    unit: ' MB',
    measure: ({ engines }) => engines[0]?.memoryMb ?? null,
  },
];

/** The aims that a file of this size is held to, as a Markdown list with what was reached. */
export function renderAims(size: MeasuredSize): string[] {
  const lines = AIMS.filter((aim) => size.input.rows >= aim.rowsMin).flatMap((aim) => {
    const measured = aim.measure(size);
    if (measured === null) return [];
    const { atLeast = 0, atMost = Infinity } = aim;
    const aimed = aim.atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
    const verdict = measured >= atLeast && measured <= atMost ? 'reached' : 'missed';
    return [`- ${aim.what}: ${measured.toFixed(1)}${aim.unit}, aim ${aimed}${aim.unit}: ${verdict}`];
  });
  return lines.length > 0 ? ['', ...lines] : [];
}

function faster(title: string, name: string, atLeast: number): Aim {
  return {
    what: `faster than ${title}`,
    rowsMin: MILLION,
    atLeast,
    unit: '×',
    measure: ({ engines }) => {
      const peer = engines.find(({ contender }) => contender.name === name);
      const [first] = engines;
      return peer && first ? peer.ms / first.ms : null;
    },
  };
}
