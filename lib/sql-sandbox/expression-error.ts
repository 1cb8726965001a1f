/** An expression that is refused; the message is a sentence without the expression's place. */
export class ExpressionError extends Error {}
