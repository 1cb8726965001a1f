/** A deployed function's name holds the stack's and a hash; the word between them is what it is called here. */
export function shortFunctionName(name: string): string {
  return (
    /(api|query|import|publish|export)(?:Fn)?(?:lambda)?[A-Z0-9]*(?:-[A-Za-z0-9]+)?$/.exec(name)?.[1] ?? name
  );
}
