// Opens pages in a real Chromium and fails on any violation that axe finds, any request, and any sideways scrolling.
// node axe.mjs CHROMIUM PAGE...; a page is a file or an address
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const [executablePath, ...pages] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
let faults = 0;
let checked = 0;
for (const path of pages) {
  for (const width of [320, 1280]) {
    for (const colorScheme of ['light', 'dark']) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
      const page = await context.newPage();
      const requests = [];
      page.on('request', (request) => requests.push(request.url()));
      const address = path.startsWith('http:') ? path : pathToFileURL(resolve(path)).href;
      await page.goto(address);
      const found = (await new AxeBuilder({ page }).analyze()).violations.map(({ id, help }) => `${id}: ${help}`);
      // A document asks for nothing; a page of a site for its own style sheet and script, and no other server's.
      const elsewhere = requests.slice(1).filter((url) => !/^http:.*\/(site\.css|site\.js|icon\.svg|search\/\w+\.js)$/.test(url));
      if (elsewhere.length) found.push(`requests: ${elsewhere.join(', ')}`);
      for (const zoomed of [width, 640]) { // 640: what a window of 1,280 has at 200 %
        await page.setViewportSize({ width: zoomed, height: 900 });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (over > 0) found.push(`the page is ${over} pixels wider than a window of ${zoomed}`);
      }
      for (const fault of found) console.error(`${path} (${width} px, ${colorScheme}): ${fault}`);
      faults += found.length;
      checked += 1;
      await context.close();
    }
  }
}
await browser.close();
console.log(`axe: ${checked} views of ${pages.length} pages, ${faults} violations`);
process.exit(faults || !checked ? 1 : 0);
