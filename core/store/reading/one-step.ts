/** A question to a reader thread that is answered at once: nothing is told before the answer. */
export interface OneStep<In, Out> {
  readonly in: In;
  readonly out: Out;
  readonly partial: never;
}
