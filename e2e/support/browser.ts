interface BrowserTool {
  ensureBrowser(): Promise<string>;
  browserFlags: string[];
}

/** The browser of this machine, as Playwright starts it. */
export async function launchOptions(): Promise<{ executablePath: string; args: string[] }> {
  const tool = new URL('../../tools/browser.mjs', import.meta.url);
  const { ensureBrowser, browserFlags } = (await import(tool.href)) as BrowserTool;
  return { executablePath: await ensureBrowser(), args: browserFlags };
}
