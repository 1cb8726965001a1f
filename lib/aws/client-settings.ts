/** Settings every AWS client here shares: a call that hangs ends, and is tried again a few times. */
export const CLIENT_SETTINGS = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 60_000, httpsAgent: { maxSockets: 64 } },
} as const;
