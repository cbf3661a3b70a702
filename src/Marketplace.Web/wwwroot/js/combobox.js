// An editable combobox with a list box, after the WAI-ARIA authoring practices.
// Typing never moves the focus; arrows choose, Enter takes, Escape closes.

const delay = 150;
let count = 0;

/**
 * @param {HTMLInputElement} input
 * @param {{label: string, find: (text: string, signal: AbortSignal) => Promise<{text: string, hint?: string}[]>, choose?: (option: object) => void}} settings
 */
function attachCombobox(input, settings) {
  const list = document.createElement('ul');
  list.id = `propositions-${++count}`;
  list.className = 'mkt-suggestions';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', settings.label);
  list.hidden = true;
  input.after(list);
  // Read aloud when it changes: how many there are.
  const status = document.createElement('p');
  status.className = 'fr-sr-only';
  status.setAttribute('role', 'status');
  list.after(status);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');
  input.setAttribute('aria-controls', list.id);

  let options = [];
  let active = -1;
  let timer = 0;
  let request = null;

  input.addEventListener('input', () => {
    clearTimeout(timer);
    request?.abort();
    if (input.value.trim().length < 2) { options = []; return close(); }
    timer = setTimeout(search, delay);
  });

  input.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !list.hidden) { event.preventDefault(); close(); }
    else if (event.key === 'ArrowDown' && options.length > 0) { event.preventDefault(); open(); activate((active + 1) % options.length); }
    else if (event.key === 'ArrowUp' && !list.hidden) { event.preventDefault(); activate((active - 1 + options.length) % options.length); }
    else if (event.key === 'Enter' && !list.hidden && active >= 0) { event.preventDefault(); take(active); }
    else if (event.key === 'Tab') close();
  });

  input.addEventListener('blur', close);
  // mousedown, so that the field keeps the focus.
  list.addEventListener('mousedown', event => {
    event.preventDefault();
    const item = event.target.closest('[role=option]');
    if (item) take([...list.children].indexOf(item));
  });

  async function search() {
    request = new AbortController();
    try {
      options = await settings.find(input.value.trim(), request.signal);
    } catch {
      return close(); // No suggestions is no obstacle: the text is still sent as it is.
    }
    if (document.activeElement !== input) return;
    list.replaceChildren(...options.map(item));
    active = -1;
    input.removeAttribute('aria-activedescendant');
    options.length > 0 ? open() : close();
    status.textContent = options.length === 0 ? 'Aucune proposition' : options.length === 1 ? '1 proposition' : `${options.length} propositions`;
  }

  function item(option, index) {
    const element = document.createElement('li');
    element.id = `${list.id}-${index}`;
    element.setAttribute('role', 'option');
    element.setAttribute('aria-selected', 'false');
    element.textContent = option.text;
    if (option.hint) {
      const hint = document.createElement('small');
      hint.textContent = ` ${option.hint}`;
      element.append(hint);
    }
    return element;
  }

  function activate(index) {
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = index;
    const element = list.children[active];
    element.setAttribute('aria-selected', 'true');
    element.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', element.id);
  }

  function take(index) {
    const option = options[index];
    if (settings.choose) settings.choose(option);
    else input.value = option.text;
    close();
  }

  function open() {
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
  }

  function close() {
    list.hidden = true;
    status.textContent = '';
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }
}

// For the scripts whose tags follow this one's.
globalThis.marketplace = { attachCombobox };
