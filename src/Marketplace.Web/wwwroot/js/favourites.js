// Favourites without an account: kept in this browser, never sent anywhere with a name.
const key = 'favoris';
const most = 100;
const longestRequest = 4000;

/** @returns {{id: string, title: string}[]} the last added first */
function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter(f => typeof f?.id === 'string' && typeof f.title === 'string').slice(0, most) : [];
  } catch {
    return []; // Storage that is switched off, or was written by something else.
  }
}

function write(favourites) {
  try {
    if (favourites.length > 0) localStorage.setItem(key, JSON.stringify(favourites));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

// The button of an action's page.
for (const box of document.querySelectorAll('[data-favourite]')) {
  const button = box.querySelector('button');
  const status = box.querySelector('[role=status]');
  const { favourite: id, title } = box.dataset;
  const show = () => { button.textContent = read().some(f => f.id === id) ? 'Retirer de mes favoris' : 'Ajouter à mes favoris'; };
  button.addEventListener('click', () => {
    const others = read().filter(f => f.id !== id);
    const remove = others.length < read().length;
    if (!remove && others.length >= most) status.textContent = `Cet appareil garde ${most} favoris au plus.`;
    else if (!write(remove ? others : [{ id, title }, ...others])) status.textContent = 'Votre navigateur ne permet pas de garder des favoris.';
    else status.textContent = remove ? 'Retirée de vos favoris.' : 'Ajoutée à vos favoris, sur cet appareil.';
    show();
  });
  show();
  box.hidden = false;
}

// The list, for visitors.
for (const list of document.querySelectorAll('[data-local-favourites]')) showList(list);

async function showList(list) {
  const status = document.querySelector('[data-favourites-status]');
  const template = document.querySelector('[data-favourite-template]');
  const kept = read();
  let cards;
  try {
    cards = new Map((await Promise.all(requests(list.dataset.localFavourites, kept).map(fetchJson))).flat().map(card => [card.id, card]));
  } catch {
    status.textContent = 'Les favoris n’ont pas pu être affichés. Rechargez la page dans un instant.';
    return;
  }
  for (const { id, title } of kept)
    list.append(item(template, cards.get(id) ?? { id, title, state: 'N’est plus proposée' }));
  tell();

  function item(template, card) {
    const element = template.content.firstElementChild.cloneNode(true);
    for (const name of ['title', 'provider', 'where', 'when', 'cost', 'state']) {
      const slot = element.querySelector(`[data-slot=${name}]`);
      slot.textContent = card[name] ?? '';
      slot.hidden = !card[name];
    }
    if (card.href) element.querySelector('[data-slot=title]').href = card.href;
    else element.querySelector('[data-slot=title]').removeAttribute('href');
    for (const name of element.querySelectorAll('[data-slot=name]')) name.textContent = ` ${card.title}`;
    const compare = element.querySelector('[data-slot=compare]');
    if (card.state) compare.remove();
    else {
      const input = compare.querySelector('input');
      input.value = card.id;
      compare.querySelector('label').htmlFor = input.id = `comparer-${card.id}`;
    }
    element.querySelector('[data-slot=remove]').addEventListener('click', () => {
      write(read().filter(f => f.id !== card.id));
      // Focus goes on to the next one, or to the words that say there is none.
      const next = element.nextElementSibling ?? element.previousElementSibling;
      element.remove();
      tell();
      status.tabIndex = -1;
      (next?.querySelector('[data-slot=remove]') ?? status).focus();
    });
    return element;
  }

  function tell() {
    const count = list.children.length;
    status.textContent = count === 0 ? 'Vous n’avez pas encore de favori sur cet appareil.' : `${count} ${count < 2 ? 'favori' : 'favoris'} sur cet appareil.`;
    document.querySelector('[data-favourites-compare]').hidden = count === 0;
  }
}

// The offer to take them over into the account.
for (const form of document.querySelectorAll('[data-favourites-takeover]')) {
  if ('takenOver' in form.dataset) write([]);
  const inAccount = new Set([...document.querySelectorAll('article[data-id]')].map(card => card.dataset.id));
  const others = read().filter(f => !inAccount.has(f.id));
  form.elements.ids.value = others.map(f => f.id).join(',');
  form.hidden = others.length === 0;
}

function requests(address, favourites) {
  const lists = [];
  for (const { id } of favourites) {
    const last = lists.at(-1);
    if (last && last.length + id.length < longestRequest) lists[lists.length - 1] += ',' + id;
    else lists.push(id);
  }
  return lists.map(ids => `${address}?ids=${encodeURIComponent(ids)}`);
}

async function fetchJson(address) {
  const response = await fetch(address, { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}
