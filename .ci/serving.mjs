// Has `aqb site --serve` show a collection to a real Chromium: a page that is open is loaded anew when its file changes,
// and stays as it was while the file has a fault. Run in the collection: node serving.mjs CHROMIUM AQB FILE PAGE OLD NEW
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [executablePath, aqb, file, address, old, changed] = process.argv.slice(2);
const server = spawn(aqb, ['site', '--serve', '--port', '0', '--lang', 'de']);
let said = '';
for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => { said += text; });
const until = async (holds, what) => {
  for (let step = 0; step < 300; step += 1) {
    if (await holds()) return;
    await new Promise((done) => { setTimeout(done, 100); });
  }
  throw new Error(`${what}: not after 30 seconds\n${said}`);
};
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  await until(() => /http:\S+;/.test(said), 'the address is said');
  const page = await browser.newPage();
  await page.goto(`${said.match(/http:[^\s;]+/)[0]}${address}`);
  const shows = (text, where = page) => async () => (await where.textContent('main')).replaceAll('\u00ad', '').includes(text);
  const write = (content) => writeFileSync(file, content);
  const content = readFileSync(file, 'utf8');
  await until(shows(old), 'the page is shown');
  write(content.replaceAll(old, changed));
  await until(shows(changed), 'the change is shown');
  said = '';
  write(`${content}\nno field\n`);
  await until(() => said.includes('Fehler['), 'the fault is said');
  const another = await browser.newPage(); // the first one may just be loading itself anew
  await another.goto(page.url());
  if (!(await shows(changed, another)())) throw new Error('a fault changes the page');
  write(content);
  await until(shows(old), 'what is mended is shown');
} finally {
  await browser.close();
  server.kill('SIGINT');
}
await until(() => server.exitCode !== null, 'the end');
if (/Traceback/.test(said)) throw new Error(said);
console.log('a site while it is worked on: shown, changed, faulty, mended');
