// Runs the widget tests as `wtr` does, and writes how many passed to the file that is its first argument.
// Arguments after it name the files to run.
import { writeFileSync } from 'node:fs';
import { defaultReporter, startTestRunner } from '@web/test-runner';
import config from '../web-test-runner.config.mjs';

const [report, ...files] = process.argv.slice(2);

const counting = {
  onTestRunFinished: ({ sessions }) => {
    const tests = sessions.flatMap(({ testResults }) => testsOf(testResults));
    const skipped = tests.filter((test) => test.skipped).length;
    // A file that could not be loaded, or that threw beside its tests, failed as well.
    const broken = sessions.filter((session) => !session.passed && !testsOf(session.testResults).some(isFailed)).length;
    const failed = tests.filter(isFailed).length + broken;
    writeFileSync(report, JSON.stringify({ passed: tests.length - skipped - tests.filter(isFailed).length, failed, skipped }));
  },
};

const reporters = config.reporters ?? [defaultReporter({ reportTestProgress: Boolean(process.stdout.isTTY) })];
const runner = await startTestRunner({
  // A file of configuration would win over what is given here, so it is handed over whole.
  config: { ...config, reporters: [...reporters, counting], ...(files.length ? { files } : {}) },
  readCliArgs: false,
  readFileConfig: false,
});
if (!runner) process.exitCode = 1;

function isFailed({ passed, skipped }) {
  return !passed && !skipped;
}

function testsOf(suite) {
  return suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : [];
}
