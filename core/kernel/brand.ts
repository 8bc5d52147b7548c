/**
 * Nominal types over primitives, so that an event id can never be passed where an alert id is meant.
 * A brand exists for the compiler only; at run time the value is the bare primitive.
 */
declare const brandName: unique symbol;

export type Brand<Base, Name extends string> = Base & { readonly [brandName]: Name };
