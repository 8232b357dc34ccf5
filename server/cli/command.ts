import type * as z from 'zod';
import type { Session } from './session.ts';

/** What a command says when it is done. `text` is all that a plain call prints on standard output. */
export interface Answer {
  json: object;
  text: string;
  /** It ran, and the answer is a no: exit code 1. */
  refused?: true;
}

/** One line of the command table. Flags follow from `input`: `timeZone` is `--time-zone`, an array may be repeated. */
export interface Command<Shape extends z.ZodRawShape = z.ZodRawShape> {
  /** One or two words. */
  name: string;
  summary: string;
  /** Each field's description says what is expected there, as a noun: it is both the help and the refusal. */
  input: z.ZodObject<Shape>;
  /** Fields given by place and not by flag. */
  positionals?: readonly (keyof Shape & string)[];
  example: string;
  run(input: z.output<z.ZodObject<Shape>>, session: Session): Promise<Answer>;
}

/** Ties `run` to the type of `input`, and then forgets it, so that one table holds all commands. */
export const command = <Shape extends z.ZodRawShape>(definition: Command<Shape>): Command => definition as unknown as Command;
