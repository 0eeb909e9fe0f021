// The list at the door on a bad connection: a tick shows at once, is kept in this browser (no names, only marks)
// and is sent as soon as that goes. Without scripts each name is a button of its own.
const door = document.querySelector('.door[data-ticks]');
if (door) start(door);

function start(door) {
  const AGAIN = 5000;
  const LOOK = 20_000;
  const key = `deur-${door.dataset.meeting}`;
  const state = door.querySelector('.door-state');
  const inside = door.querySelector('.door-inside');
  let timer;
  let sending = false;

  for (const form of door.querySelectorAll('form[data-person]')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const came = form.elements.namedItem('kwam').value === 'ja';
      keep(`p ${form.dataset.person}`, { persoon: form.dataset.person, kwam: came });
    });
  }
  for (const form of door.querySelectorAll('form[data-group]')) {
    form.querySelector('button').hidden = true;
    form.addEventListener('submit', (event) => event.preventDefault());
    form.elements.namedItem('gasten').addEventListener('change', (event) => {
      keep(`g ${form.dataset.group}`, { groep: form.dataset.group, gasten: Number(event.target.value) });
    });
  }
  search();
  for (const tick of Object.values(waiting())) show(tick);
  window.addEventListener('online', () => plan(0));
  document.addEventListener('visibilitychange', () => document.hidden || plan(0));
  plan(Object.keys(waiting()).length > 0 ? 0 : LOOK);

  /** Ticks that the server does not have yet, with the moment by the clock of this device. */
  function waiting() {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? {};
    } catch {
      return {};
    }
  }

  function keep(name, tick) {
    store({ ...waiting(), [name]: { ...tick, at: Date.now() } });
    show(tick);
    tell();
    plan(300);
  }

  function store(ticks) {
    if (Object.keys(ticks).length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(ticks));
  }

  function plan(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(send, milliseconds);
  }

  async function send() {
    if (sending || document.hidden) return;
    sending = true;
    const sent = waiting();
    try {
      const now = Date.now();
      const ticks = Object.values(sent).map(({ at, ...tick }) => ({
        ...tick,
        geleden: Math.max(0, now - at),
      }));
      const answer = await fetch(door.dataset.ticks, {
        method: 'POST',
        body: new URLSearchParams({ vinkjes: JSON.stringify(ticks) }),
        credentials: 'same-origin',
        redirect: 'manual',
        signal: AbortSignal.timeout(10_000),
      });
      if (answer.type === 'opaqueredirect') return signedOut();
      if (!answer.ok) throw new Error();
      const found = await answer.json();
      // What was ticked again in the meantime is still to be sent.
      const left = Object.entries(waiting()).filter(([name, { at }]) => sent[name]?.at !== at);
      store(Object.fromEntries(left));
      showAll(found);
      tell();
      plan(left.length > 0 ? 0 : LOOK);
    } catch {
      tell(true);
      plan(AGAIN);
    } finally {
      sending = false;
    }
  }

  /** What the server knows, other devices included, but for what waits here. */
  function showAll({ binnen, gasten }) {
    const here = waiting();
    const came = new Set(binnen);
    for (const form of door.querySelectorAll('form[data-person]')) {
      const persoon = form.dataset.person;
      if (!here[`p ${persoon}`]) show({ persoon, kwam: came.has(persoon) });
    }
    for (const form of door.querySelectorAll('form[data-group]')) {
      const groep = form.dataset.group;
      if (!here[`g ${groep}`]) show({ groep, gasten: gasten[groep] ?? 0 });
    }
  }

  function show({ persoon, kwam, groep, gasten }) {
    if (persoon !== undefined) {
      const form = door.querySelector(`form[data-person="${CSS.escape(persoon)}"]`);
      if (!form) return;
      form.elements.namedItem('kwam').value = kwam ? 'nee' : 'ja';
      form.querySelector('button').setAttribute('aria-pressed', String(kwam));
      form.closest('li').toggleAttribute('data-came', kwam);
    } else {
      const form = door.querySelector(`form[data-group="${CSS.escape(groep)}"]`);
      if (form) form.elements.namedItem('gasten').value = String(gasten);
    }
    count();
  }

  function count() {
    let people = door.querySelectorAll('li[data-came]').length;
    for (const select of door.querySelectorAll('select[name="gasten"]')) people += Number(select.value);
    inside.textContent = new Intl.NumberFormat('nl-NL').format(people);
  }

  function tell(failed = false) {
    const left = Object.keys(waiting()).length;
    state.dataset.state = failed && left > 0 ? 'failed' : '';
    if (left === 0) state.textContent = failed ? 'Geen verbinding. Er is niets kwijt.' : 'Alles is bewaard.';
    else if (failed) {
      state.textContent = `Geen verbinding. ${left === 1 ? '1 vinkje staat' : `${left} vinkjes staan`} nog alleen op dit apparaat. Ga gerust door.`;
    } else state.textContent = 'Bezig met bewaren.';
  }

  function signedOut() {
    state.dataset.state = 'failed';
    state.textContent =
      'U bent uitgelogd. Laad deze pagina opnieuw en log in. De vinkjes op dit apparaat blijven staan.';
  }

  function search() {
    const box = door.querySelector('.door-search');
    if (!box) return;
    box.hidden = false;
    const plain = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ı: 'i', ł: 'l' };
    const fold = (text) =>
      text
        .normalize('NFKD')
        .toLowerCase()
        .replace(/\p{M}/gu, '')
        .replace(/[ßæœøđıł]/g, (letter) => plain[letter]);
    box.querySelector('input').addEventListener('input', ({ target }) => {
      const words = fold(target.value).split(/\s+/);
      for (const row of door.querySelectorAll('.door-row')) {
        const name = fold(row.textContent);
        row.hidden = !words.every((word) => name.includes(word));
      }
    });
  }
}
