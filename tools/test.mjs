// `npm test`: every check of the project, one after another, and at the end one line that counts them all.
// `npm test -- <step> [arguments]` runs one step, and hands the arguments to its runner.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findInstalledPostgres } from '../server/postgres/binaries.ts';
import { ensureBrowser } from './browser.mjs';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'node_modules/.bin');
/** What takes longer hangs. */
const patienceMs = 18 * 60_000;

/** Each step runs a program of the project. One with a `report` counts its tests; any other is one check that passes or fails. */
const steps = [
  { name: 'types', run: (args) => program('tsc', '-p', '.', '--noEmit', ...args) },
  { name: 'lint', run: (args) => program('oxlint', '--deny-warnings', ...args) },
  { name: 'build', run: () => program('node', 'tools/build.mjs') },
  { name: 'budgets', run: () => program('node', 'tools/budgets.mjs') },
  { name: 'server', report: readVitest, run: serverTests },
  { name: 'widgets', report: readCounts, needsBrowser: true, run: (args, report) => program('node', 'tools/widget-tests.mjs', report, ...args) },
  { name: 'e2e', report: readVitest, needsBrowser: true, run: (args, report) => vitest('e2e/vitest.config.ts', report, args) },
];

let interrupted = false;
// The program that runs has been told by the terminal as well, and ends by itself.
process.on('SIGINT', () => (interrupted = true));

const [only, ...args] = process.argv.slice(2);
const chosen = steps.filter(({ name }) => !only || name === only);
if (chosen.length === 0) {
  console.error(`There is no step "${only}". Steps: ${steps.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const reports = mkdtempSync(join(tmpdir(), 'arco-reports-'));
const results = [];
for (const step of chosen) {
  if (interrupted) break;
  results.push(await take(step));
}
rmSync(reports, { recursive: true, force: true });
conclude(results);

async function take({ name, run, report, needsBrowser }) {
  console.log(`\n── ${name} ${'─'.repeat(70 - name.length)}\n`);
  const started = performance.now();
  const file = join(reports, `${name}.json`);
  let ok = false;
  try {
    if (needsBrowser) process.env.CHROME_PATH = await ensureBrowser();
    ok = (await run(args, file)) === 0;
  } catch (error) {
    console.error(error.message);
  }
  const counts = report ? readReport(report, file) : { passed: ok ? 1 : 0, failed: 0, skipped: 0 };
  // A runner that fails without a failed test has crashed, or could not load a file.
  if (!ok && counts.failed === 0) counts.failed = 1;
  const result = { name, ...counts, seconds: (performance.now() - started) / 1000 };
  console.log(`\n${describe(result)}`);
  return result;
}

function readReport(read, file) {
  return existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 1, skipped: 0 };
}

/** Vitest's JSON: a file that could not be loaded failed without any test. */
function readVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const broken = testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'));
  return { passed: numPassedTests, failed: numFailedTests + broken.length, skipped: numPendingTests + numTodoTests };
}

function readCounts({ passed, failed, skipped }) {
  return { passed, failed, skipped };
}

/**
 * The tests of the server on each PostgreSQL at the same time, those that need none beside the older one: they share
 * nothing, and each leaves a core idle half of the time. What the second runner says is printed when it has ended.
 */
async function serverTests(args, report) {
  const projects = args.some((arg) => arg.startsWith('--project'));
  if (projects) return vitest('vitest.config.ts', report, args);
  const other = `${report}.other`;
  const named = (...names) => names.map((name) => `--project=${name}`);
  const [first, second] = await Promise.all([
    vitest('vitest.config.ts', report, [...named('postgres-18'), ...args, '--passWithNoTests']),
    vitest('vitest.config.ts', other, [...named('unit', ...(findInstalledPostgres(15) ? ['postgres-15'] : [])), ...args, '--passWithNoTests'], { quiet: true }),
  ]);
  if (existsSync(report) && existsSync(other)) writeFileSync(report, JSON.stringify(joined(JSON.parse(readFileSync(report, 'utf8')), JSON.parse(readFileSync(other, 'utf8')))));
  return first || second;
}

function joined(one, other) {
  const counts = ['numPassedTests', 'numFailedTests', 'numPendingTests', 'numTodoTests'].map((name) => [name, one[name] + other[name]]);
  return { ...Object.fromEntries(counts), testResults: [...one.testResults, ...other.testResults] };
}

function vitest(config, report, args, options) {
  return program({ name: 'vitest', ...options }, 'run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args);
}

/** Runs a program that came with `npm install`, under the Node that did, and answers its exit code. */
function program(what, ...args) {
  const { name, quiet = false } = typeof what === 'string' ? { name: what } : what;
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
  return new Promise((resolve, reject) => {
    const child = spawn(join(bin, name), args, { cwd: root, env, stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'], timeout: patienceMs });
    let said = '';
    for (const stream of quiet ? [child.stdout, child.stderr] : []) stream.on('data', (chunk) => (said += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      process.stdout.write(said);
      resolve(code);
    });
  });
}

function describe({ name, passed, failed, skipped, seconds }) {
  return `${failed ? '✗' : '✓'} ${name.padEnd(8)} ${count({ passed, failed, skipped }).padEnd(40)} ${seconds.toFixed(1).padStart(6)} s`;
}

function count({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

function conclude(taken) {
  const sum = (key) => taken.reduce((total, result) => total + result[key], 0);
  console.log(`\n── results ${'─'.repeat(63)}\n`);
  for (const result of taken) console.log(describe(result));
  console.log('');
  console.log(count({ passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }));
  process.exitCode = interrupted ? 130 : sum('failed') > 0 ? 1 : 0;
}
