/** Preloaded into a child with an IPC channel: the channel closes when the parent is gone, however it ended. */
process.on('disconnect', () => process.exit(0));
process.channel?.unref();
