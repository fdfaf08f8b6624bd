// Search, and the sorting and filtering of tables. Everything else works without it.
'use strict';
(() => {
  const german = document.documentElement.lang === 'de';
  // Letters by their search forms in DIN 91379, as in the index (`folded` in aqb_cli/text/german.py).
  const LETTERS = {
    ß: 'ss', æ: 'ae', œ: 'oe', ø: 'oe', þ: 'th', ð: 'd', đ: 'd', ǥ: 'g', ħ: 'h', ı: 'i', ɨ: 'i', ĸ: 'k', ł: 'l', ŋ: 'n', ŧ: 't',
    ƈ: 'c', ə: 'e', ʒ: 'z', ŀ: 'l', ŉ: 'n',
  };
  const spelled = (text) => text.replace(/[ßæœøþðđǥħıɨĸłŋŧƈəʒŀŉ]/g, (letter) => LETTERS[letter]);
  const plain = (part) => part.textContent.replaceAll('\u00ad', '');
  const folded = (text) => spelled(spelled(text.normalize('NFC').toLowerCase()).normalize('NFKD')
    .replace(/([aou])\p{M}*?\u0308\p{M}*/gu, '$1e').replace(/a\p{M}*?\u030a\p{M}*/gu, 'aa').replace(/\p{M}/gu, ''));

  // The terms of a question: amounts in their one spelling (595950 or 1200.50), and folded words. Cents are two digits,
  // so three behind a comma are thousands, as in English.
  const AMOUNT = /(?<![\p{L}\d])\d{1,3}([.,\s’'])\d{3}(?:\1\d{3})*(?:[.,]\d{2})?(?!\d)|(?<![\p{L}\d])\d+,\d{2}(?!\d)/gu;
  const termsOf = (text) => {
    const terms = [];
    const rest = text.replace(AMOUNT, (amount) => {
      const [, whole, cents = '00'] = amount.match(/^(.*?)(?:[.,](\d{2}))?$/);
      terms.push(whole.replace(/\D/g, '') + (cents === '00' ? '' : `.${cents}`));
      return ' ';
    });
    const words = (folded(rest).match(/\d+\.\d{2}(?!\d|\.\d)|[\p{L}\d]+/gu) || []).map((word) => word.replace(/^(\d+)\.00$/, '$1'));
    return [...terms, ...words].filter((term) => !(/\d/.test(text) && /^(eur|euros?)$/.test(term)));
  };

  // Each first letter has a file of its own, which calls aqbIndex when it is loaded. Sites on a disk can load nothing else.
  const loaded = {};
  window.aqbIndex = (name, content) => { loaded[name] = content; };
  const load = (name) => new Promise((done) => {
    if (name in loaded) { done(loaded[name]); return; }
    const script = document.createElement('script');
    script.src = `search/${name}.js`;
    script.onload = () => done(loaded[name]);
    script.onerror = () => done(undefined);
    document.head.append(script);
  });
  // The pages that a term finds: 2 for a whole word, 1 for a part of one; a number only as it is.
  const find = async (term) => {
    const found = new Map();
    const file = /^[a-z0-9]/.test(term) ? term[0] : '_';
    const words = (await load(file)) || {};
    for (const [word, pages] of Object.entries(words)) {
      const whole = word === term || word === `=${term}`;
      if (whole || (/\D/.test(term) && term.length > 2 && word.startsWith(term))) {
        for (const page of pages) found.set(Math.abs(page), Math.max(found.get(Math.abs(page)) || 0, whole && page > 0 ? 2 : 1));
      }
    }
    return found;
  };
  const MOST = 200;  // pages that are shown
  const search = async (text) => {
    const terms = termsOf(text);
    const pages = await load('pages');
    const found = await Promise.all(terms.map(find));
    const all = [...(found[0] || new Map()).keys()].filter((page) => found.every((each) => each.has(page)));
    // Whole words first, and what stands in a page's title.
    const ranks = new Map(all.map((page) => {
      const title = folded(pages[page - 1][0]);
      return [page, found.reduce((sum, each, place) => sum + each.get(page) + title.includes(terms[place]), 0)];
    }));
    all.sort((a, b) => ranks.get(b) - ranks.get(a) || b - a);
    const state = document.getElementById('search-state');
    const more = all.length > MOST ? (german ? `; hier stehen die ersten ${MOST}` : `; these are the first ${MOST}`) : '';
    state.textContent = all.length ? `${state.dataset.found}: ${all.length}${more}` : state.dataset.none;
    document.getElementById('search-results').replaceChildren(...all.slice(0, MOST).map((page) => {
      const [title, address, mark] = pages[page - 1];
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = address;
      link.textContent = title;
      item.append(link, mark ? ` (${mark})` : '');
      return item;
    }));
  };
  const question = new URLSearchParams(location.search).get('q');
  if (question && document.getElementById('search-results')) {
    document.getElementById('q').value = question;
    search(question);
  }

  // Soft hyphens are for lines alone: in what is copied, nobody would see them, and searches would miss the words.
  document.addEventListener('copy', (event) => {
    const text = String(getSelection());
    if (text.includes('\u00ad') && !/^(input|textarea)$/i.test(event.target.nodeName)) {
      event.clipboardData.setData('text/plain', text.replaceAll('\u00ad', ''));
      event.preventDefault();
    }
  });

  for (const table of document.querySelectorAll('table.sortable')) {
    const body = table.tBodies[0];
    if (!body || body.rows.length < 3) continue;
    // What isn't known or stated has no key, and stands last either way.
    const key = (row, column) => {
      const cell = row.cells[column];
      return cell.dataset.sort ?? (cell.matches('.right, .none') ? undefined : plain(cell));
    };
    const NUMBER = /^-?\d+(?:\.\d+)?$/;
    const order = (a, b) => (NUMBER.test(a) && NUMBER.test(b) ? a - b : a.localeCompare(b, 'de', {numeric: true}));
    for (const head of table.tHead.rows[0].cells) {
      const button = document.createElement('button');
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const down = head.getAttribute('aria-sort') === 'ascending';
        for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        const rows = [...body.rows].map((row) => [key(row, head.cellIndex), row]);
        const none = (each) => each === undefined;
        rows.sort(([a], [b]) => (none(a) || none(b) ? none(a) - none(b) : down ? order(b, a) : order(a, b)));
        body.append(...rows.map(([, row]) => row));
      });
    }
    if (body.rows.length < 10) continue;
    table.tHead.rows[0].dataset.label = german ? 'Sortieren nach:' : 'Sort by:';
    const label = document.createElement('label');
    const field = document.createElement('input');
    const count = document.createElement('span');
    count.setAttribute('role', 'status');
    label.className = 'filter';
    label.append(german ? 'Zeilen mit: ' : 'Rows with: ', field, ' ', count);
    table.parentElement.before(label);
    field.addEventListener('input', () => {
      const words = folded(field.value).split(/\s+/);
      let shown = 0;
      for (const row of body.rows) {
        row.hidden = !words.every((word) => folded(plain(row)).includes(word));
        shown += !row.hidden;
      }
      if (table.tFoot) table.tFoot.hidden = shown < body.rows.length;
      count.textContent = `${shown} / ${body.rows.length}`;
    });
  }
})();
