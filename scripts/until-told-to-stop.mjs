const DEADLINE_MS = 5_000;

/**
 * A signal that aborts on Ctrl-C, on SIGTERM, or when the process that started this one over IPC is gone. Being told
 * twice changes nothing, because npm passes on a Ctrl-C that the terminal has sent to everyone already. Whoever
 * listens has five seconds to end; then the process ends without it.
 * @returns {AbortSignal}
 */
export function untilToldToStop() {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) return;
    controller.abort(new Error('Stopped.'));
    setTimeout(() => process.exit(0), DEADLINE_MS - 500).unref();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
  process.on('disconnect', stop);
  return controller.signal;
}
