/** What a page of ours may call. Types only: the engine parses, a page need not. */
import type { ApiContract } from './api.ts';
import type { appContract } from './app.ts';
import type { grantedContract } from './granted.ts';
import type { InputOf, OutputOf } from './method.ts';

type AppContract = typeof appContract;
type PageContract = ApiContract & AppContract & typeof grantedContract;

export type PageMethod = Exclude<
  {
    [Name in keyof PageContract]: PageContract[Name] extends { readonly namesFiles: true } ? never : Name;
  }[keyof PageContract],
  never
>;
/** Methods that belong to the program; all others are about a workspace. */
export type AppMethod = keyof AppContract;
export type PageInput<Name extends PageMethod> = InputOf<PageContract[Name]>;
export type PageOutput<Name extends PageMethod> = OutputOf<PageContract[Name]>;
