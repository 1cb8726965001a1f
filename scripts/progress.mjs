/** Says what takes longer than two seconds: one line that counts on a terminal, a line now and then in a log. */

const QUIET_MS = 2_000;
const LOG_EVERY_MS = 10_000;

/** @type {Map<string, number>} Labels under way and when each began. */
const underWay = new Map();
/** @type {ReturnType<typeof setInterval> | undefined} */
let ticker;

/**
 * Runs the work and reports on it while it lasts. Several may run side by side.
 * @template T
 * @param {string} label what is being done, such as `Installing packages`
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(label, work) {
  const startedAt = Date.now();
  underWay.set(label, startedAt);
  ticker ??= setInterval(process.stdout.isTTY ? repaint : logLine, 1_000);
  try {
    const result = await work();
    end(label, Date.now() - startedAt >= QUIET_MS ? `${label}: done in ${seconds(startedAt)}` : undefined);
    return result;
  } catch (error) {
    end(label, `${label}: failed after ${seconds(startedAt)}`);
    throw error;
  }
}

/**
 * @param {string} label
 * @param {string | undefined} lastWords
 */
function end(label, lastWords) {
  underWay.delete(label);
  if (underWay.size === 0) {
    clearInterval(ticker);
    ticker = undefined;
  }
  if (process.stdout.isTTY) process.stdout.write('\r\u001b[K');
  if (lastWords) console.log(lastWords);
}

function repaint() {
  const slow = [...underWay].filter(([, startedAt]) => Date.now() - startedAt >= QUIET_MS);
  const line = slow.map(([label, startedAt]) => `${label} ${seconds(startedAt)}`).join(' · ');
  process.stdout.write(`\r\u001b[K${line.slice(0, process.stdout.columns - 1)}`);
}

function logLine() {
  for (const [label, startedAt] of underWay) {
    const elapsedMs = Date.now() - startedAt;
    const isFirst = elapsedMs >= QUIET_MS && elapsedMs < QUIET_MS + 1_000;
    const isDue = elapsedMs >= LOG_EVERY_MS && elapsedMs % LOG_EVERY_MS < 1_000;
    if (isFirst || isDue) console.log(`${label} … ${seconds(startedAt)}`);
  }
}

/** @param {number} startedAt */
function seconds(startedAt) {
  return `${Math.round((Date.now() - startedAt) / 1_000)} s`;
}
