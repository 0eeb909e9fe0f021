import { randomBytes } from 'node:crypto';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Command } from './cli/command.ts';
import { contentExport } from './cli/content-export.ts';
import { contentImport } from './cli/content-import.ts';
import { demo } from './cli/demo.ts';
import { erasuresApply } from './cli/erasures-apply.ts';
import { mailTest } from './cli/mail-test.ts';
import { participantsExport } from './cli/participants-export.ts';
import { participantsImport } from './cli/participants-import.ts';
import { staffInvite } from './cli/staff-invite.ts';
import { staffList } from './cli/staff-list.ts';
import { staffReset } from './cli/staff-reset.ts';
import { subscribersExport } from './cli/subscribers-export.ts';
import { subscribersImport } from './cli/subscribers-import.ts';
import { readConfig, readEnvironment } from './config.ts';
import { createLogger } from './log.ts';
import { StartError } from './start-error.ts';

const COMMANDS: Command[] = [
  staffInvite,
  staffList,
  staffReset,
  subscribersImport,
  subscribersExport,
  participantsImport,
  participantsExport,
  contentImport,
  contentExport,
  demo,
  erasuresApply,
  mailTest,
];

const FAILED = 1;
const WRONG_ARGUMENTS = 2;

process.exitCode = await main(process.argv.slice(2));

/** Finds the command by its words, reads what stands behind them, runs it. Returns the exit code. */
async function main(words: string[]): Promise<number> {
  const command = COMMANDS.find(({ name }) => `${words.join(' ')} `.startsWith(`${name} `));
  if (command === undefined) {
    printCommands();
    return words.length === 0 || words[0] === '--help' ? 0 : WRONG_ARGUMENTS;
  }
  const read = readArguments(command, words.slice(command.name.split(' ').length));
  if (read === 'help') {
    console.info(helpOf(command));
    return 0;
  }
  if (typeof read === 'string') {
    console.error(`${read}\n\n${helpOf(command)}`);
    return WRONG_ARGUMENTS;
  }
  return runCommand(command, read);
}

type Arguments = { values: Record<string, string | undefined>; positionals: string[] };

function readArguments(command: Command, words: string[]): Arguments | 'help' | string {
  const options: ParseArgsConfig['options'] = { help: { type: 'boolean' } };
  for (const { name, flag } of command.options) options[name] = { type: flag ? 'boolean' : 'string' };
  try {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
    if (values.help) return 'help';
    const missing = command.options.find(({ name, required }) => required && values[name] === undefined);
    if (missing) return `--${missing.name} is missing.`;
    if (positionals.length !== command.positionals.length) {
      return `Expected ${command.positionals.join(' ') || 'nothing'} behind the command.`;
    }
    const typed = Object.entries(values).map(([name, value]) => [name, value === true ? '' : value]);
    return { values: Object.fromEntries(typed) as Arguments['values'], positionals };
  } catch (error) {
    return (error as Error).message;
  }
}

async function runCommand(command: Command, { values, positionals }: Arguments): Promise<number> {
  try {
    // Only now: to explain a command takes none of it.
    const { createServices } = await import('./services.ts');
    const config = readConfig(readEnvironment());
    const log = createLogger();
    const services = createServices({ config, clock: () => new Date(), randomness: randomBytes, log });
    const done = await command.run(services, { values, positionals });
    services.close();
    return done === 'done' ? 0 : FAILED;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    console.error(error.message);
    return FAILED;
  }
}

function printCommands(): void {
  console.info('Commands (each has --help):');
  for (const { name, about } of COMMANDS) console.info(`  ${name.padEnd(20)} ${about}`);
}

function helpOf({ name, about, options, positionals }: Command): string {
  const words = options.map(
    ({ name, value, required }) =>
      `${required ? '' : '['}${`--${name} ${value}`.trimEnd()}${required ? '' : ']'}`,
  );
  const lines = options.map((option) => `  --${option.name.padEnd(16)} ${option.about}`);
  return [`npm run site -- ${[name, ...positionals, ...words].join(' ')}`, '', about, ...lines].join('\n');
}
