// Widgets in a real browser, from their sources.
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { browserFlags, findBrowser } from './tools/browser.mjs';

const executablePath = findBrowser();

export default {
  files: 'widgets/**/*.test.ts',
  nodeResolve: { exportConditions: ['production', 'default'] },
  // A window that is not in front draws no frames, and tells nobody what is in view.
  concurrency: 1,
  plugins: [esbuildPlugin({ ts: true, tsconfig: 'tsconfig.json', target: 'es2022', define: { ARCO_VERSION: '"0.0.0-test"', 'process.env.NODE_ENV': '"test"' } })],
  browsers: [
    chromeLauncher({
      launchOptions: {
        ...(executablePath && { executablePath }),
        args: browserFlags,
      },
    }),
  ],
};
