/** What is used of the context that AWS Lambda gives a handler. */
export interface Invocation {
  getRemainingTimeInMillis(): number;
}
