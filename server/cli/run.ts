import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { readInput, UsageError } from './flags.ts';
import { helpFor, listOf, overview } from './help.ts';
import { printAnswer, printError, say } from './output.ts';
import { Session } from './session.ts';

/** Runs what was typed after `arco`, and answers the exit code: 0 done, 1 refused, 2 wrong usage. */
export async function runCommand(args: string[], environment: Readonly<Record<string, string | undefined>>): Promise<number> {
  const asJson = args.includes('--json');
  let session: Session | undefined;
  try {
    const [first] = args.filter((arg) => arg !== '--json');
    if (first === undefined) throw new UsageError(overview(commands));
    if (['help', '--help', '-h'].includes(first)) {
      printAnswer({ json: { commands: commands.map(({ name, summary, example }) => ({ name, summary, example })) }, text: overview(commands) }, asJson);
      return 0;
    }
    const { command, rest } = find(args);
    const { input, help } = readInput(command, rest);
    if (help) {
      printAnswer({ json: { usage: helpFor(command) }, text: helpFor(command) }, asJson);
      return 0;
    }
    session = new Session(environment, say);
    const answer = await command.run(input, session);
    printAnswer(answer, asJson);
    return answer.refused ? 1 : 0;
  } catch (error) {
    return printError(error, asJson);
  } finally {
    await session?.close();
  }
}

function find(args: string[]): { command: Command; rest: string[] } {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const matching = commands.filter(({ name }) => name.split(' ').every((word, index) => words[index] === word));
  // `jobs retry` is not `jobs` of something.
  const command = matching.toSorted((a, b) => b.name.length - a.name.length)[0];
  if (!command) throw unknown(words);
  const rest = [...args];
  for (const word of command.name.split(' ')) rest.splice(rest.indexOf(word), 1);
  return { command, rest };
}

function unknown(words: string[]): UsageError {
  const family = commands.filter(({ name }) => name.startsWith(`${words[0]} `));
  return family.length > 0
    ? new UsageError(`Which ${words[0]} command?\n${listOf(family)}`)
    : new UsageError(`Unknown command "${words.join(' ')}"\n${listOf(commands)}`);
}
