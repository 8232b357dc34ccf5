// Finds the browser that tests run in, and brings one where that can be done without asking.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** Flags for every browser of a test: root has no sandbox, servers have no graphics, containers little shared memory, and nothing may talk to the vendor. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome'];
const applications = ['Google Chrome', 'Chromium'].flatMap((name) =>
  ['/Applications', join(homedir(), 'Applications')].map((folder) => join(folder, `${name}.app/Contents/MacOS`, name)),
);

/** The program of a Chrome or Chromium: `CHROME_PATH`, else the system's; `undefined` where there is none. */
export function findBrowser() {
  const { CHROME_PATH: named, PATH = '' } = process.env;
  if (named) {
    if (isProgram(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, which is no program that runs. Correct it, or unset it to use the system's Chrome or Chromium`);
  }
  const folders = [...PATH.split(delimiter), '/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/snap/bin'].filter(Boolean);
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...applications];
  return candidates.find(isProgram);
}

/** The same; on Debian as root it installs Chromium first where there is none, elsewhere it says what to install. */
export async function ensureBrowser({ say = console.log } = {}) {
  const found = findBrowser();
  if (found) return found;
  if (!canInstall()) {
    throw new Error(
      'The widgets are tested in a real browser, and there is none here. Install Chrome or Chromium (Debian: apt-get install chromium; ' +
        'macOS: brew install --cask google-chrome), or name one: CHROME_PATH=/path/to/chrome npm test',
    );
  }
  say('There is no browser here: installing the package chromium');
  await install();
  const installed = findBrowser();
  if (!installed) throw new Error('The package chromium was installed, but no browser that runs came with it. Name one: CHROME_PATH=/path/to/chrome npm test');
  return installed;
}

/** Ubuntu has a `chromium-browser` that only tells to use snap, so a name is not enough. */
function isProgram(path) {
  try {
    if (!statSync(path).isFile()) return false;
    return /\d+\.\d+/.test(execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 20_000 }));
  } catch {
    return false;
  }
}

function canInstall() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get') || !existsSync('/etc/os-release')) return false;
  return /^ID=["']?debian["']?$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

async function install() {
  const wanted = ['install', '-y', '--no-install-recommends', 'chromium'];
  try {
    await aptGet(...wanted);
  } catch {
    // A fresh image has no lists, and an old one has lists of packages that are gone.
    try {
      await aptGet('update');
      await aptGet(...wanted);
    } catch (error) {
      throw new Error(`apt-get install chromium failed:\n${error.stdout ?? ''}${error.stderr ?? error.message}`, { cause: error });
    }
  }
}

function aptGet(...args) {
  return promisify(execFile)('apt-get', ['-q', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
  });
}
