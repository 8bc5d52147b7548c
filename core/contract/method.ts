/**
 * What a method of the API is: the shapes that go in and come out, and what it may do. Desktop app, browser and command
 * line call the same methods; a method's name is `domain.verbNoun`.
 */
import type { z } from 'zod';

export interface MethodContract {
  /**
   * `query` reads. `change` changes state in one transaction, with one row in the audit log. `job` is long: it commits
   * piece by piece, each piece with its audit row, tells its progress and can be cancelled between pieces.
   */
  readonly kind: 'query' | 'change' | 'job';
  /**
   * Its input names files. Such a method is for the shell and the command line; a page, which may be made to say
   * anything, gets at files only by what a person dropped or chose (see the grants of core/engine/service).
   */
  readonly namesFiles?: true;
  readonly in: z.ZodType;
  readonly out: z.ZodType;
}

export type Contract = Readonly<Record<`${string}.${string}`, MethodContract>>;

/** What a caller passes, and what a handler is given: the same unless a schema fills in or converts. */
export type InputOf<Method> = Method extends { readonly in: infer In extends z.ZodType } ? z.input<In> : never;
export type ParsedInputOf<Method> = Method extends { readonly in: infer In extends z.ZodType } ? z.output<In> : never;
export type OutputOf<Method> = Method extends { readonly out: infer Out extends z.ZodType } ? z.output<Out> : never;
