import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Whether the browser that these tests need is installed; `apt-get install chromium` brings it. */
export const present = existsSync(executablePath);

export function launch(): Promise<Browser> {
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  return chromium.launch({ executablePath, args });
}

/** A page, and whatever it said or asked for that it should not have. */
export async function openPage(
  browser: Browser,
  file: string,
  options: BrowserContextOptions,
): Promise<{ page: Page; wrongs: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  const wrongs: string[] = [];
  page.on("console", (message) => wrongs.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => wrongs.push(error.message));
  page.on("dialog", (dialog) => wrongs.push(`dialog: ${dialog.message()}`));
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href) wrongs.push(`request: ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  return { page, wrongs };
}
