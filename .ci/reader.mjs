// Does in a real Chromium, with the keyboard only, what a person does on a site: finds an agreement by a provider, reads
// what has changed in it, and downloads the data of all agreements. Prints the sum of all budgets that the site shows.
// node reader.mjs CHROMIUM ADDRESS FILE
import { chromium } from 'playwright-core';

const [executablePath, address, file] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await (await browser.newContext({ acceptDownloads: true, permissions: ['clipboard-read'] })).newPage();
const failed = [];
page.on('console', (message) => { if (message.type() === 'error') failed.push(message.text()); });

// Goes on with Tab until something is reached that has the text, or the name of a field.
const tabTo = async (wanted) => {
  for (let step = 0; step < 300; step += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
    if (here === wanted) return;
  }
  throw new Error(`no way to “${wanted}” with the keyboard on ${page.url()}`);
};
const expect = async (text) => {
  await page.getByText(text).first().waitFor({ timeout: 20000 });
};

await page.goto(address);
const shown = await page.locator('tfoot td[data-label^="Budget"]').first().textContent();
await tabTo('q');
await page.keyboard.type('bildungswerk wirtschaft');
await page.keyboard.press('Enter');
await expect('Gefunden:');
await tabTo('Zielvereinbarung 2026: Stadt Kassel');
await page.keyboard.press('Enter');
await expect('Änderungen von 2025 zu 2026');
await expect('Budget um 5.000,50 Euro auf 600.950,50 Euro erhöht');
await tabTo('Offene Daten');
await page.keyboard.press('Enter');
await expect('Prüfsumme (SHA-256)');
await tabTo('agreements.ods');
const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
await download.saveAs(file);
// Screen readers have the columns' names also where rows are shown as cards.
await page.setViewportSize({ width: 390, height: 900 });
await page.goto(`${address}measures.html`);
const roles = await page.locator('table').first().ariaSnapshot();
for (const role of ['columnheader "Betrag (Euro)"', 'row', 'cell']) {
  if (!roles.includes(role)) failed.push(`no ${role} in the accessibility tree`);
}
const counted = async (role) => page.getByRole('row').filter({ has: page.getByRole(role) }).first().getByRole(role).count();
if (await counted('cell') !== await counted('columnheader')) failed.push('a row has another number of cells than the head');
// What is unknown stands last, whichever way rows are sorted by amounts.
const amount = page.getByRole('button', { name: 'Betrag (Euro)' });
for (const order of ['ascending', 'descending']) {
  await amount.press('Enter');
  for (const [at, expected] of [[0, /\d,\d\d/], [-1, /unbekannt/]]) {
    const row = await page.locator('tbody tr').nth(at).textContent();
    if (!expected.test(row)) failed.push(`${order} by amount, row ${at} isn't ${expected}: ${row}`);
  }
}
// Words are broken where the page has soft hyphens; searching the page skips them, and copies have none.
const broken = await page.evaluate(() => {
  const text = document.body.innerText.match(/\p{L}+\u00ad[\p{L}\u00ad]+/u)?.[0] || '';
  return [text, window.find(text.replaceAll('\u00ad', ''), true)];
});
if (!broken[0] || !broken[1]) failed.push(`a search of the page doesn't find a word with soft hyphens: ${broken[0]}`);
await page.keyboard.press('Control+A');
await page.keyboard.press('Control+C');
const copied = await page.evaluate(() => navigator.clipboard.readText());
if (!copied.includes(broken[0].replaceAll('\u00ad', '')) || copied.includes('\u00ad')) failed.push('soft hyphens are copied');
await browser.close();
if (failed.length) throw new Error(failed.join('\n'));
console.log(shown);
