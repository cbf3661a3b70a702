// Improves the search box where JavaScript runs: everything here also works without it. Favourites without an account
// are the one thing that does not; the page says so.
// Each file has its own tag in the page, with its fingerprint in the address: an import would ask for the bare name, every time.
const { attachCombobox } = globalThis.marketplace;

const kinds = { certification: 'certification', job: 'métier', domain: 'domaine', query: 'recherche fréquente' };

for (const input of document.querySelectorAll('[data-suggestions]')) {
  attachCombobox(input, {
    label: 'Propositions de recherche',
    find: async (text, signal) => {
      const { items } = await fetchJson(`${input.dataset.suggestions}?q=${encodeURIComponent(text)}`, signal);
      return items.map(item => ({ text: item.text, hint: kinds[item.kind] ?? '' }));
    },
  });
}

for (const input of document.querySelectorAll('[data-places]')) {
  attachCombobox(input, {
    label: 'Communes proposées',
    find: async (text, signal) => {
      const { items } = await fetchJson(`${input.dataset.places}?q=${encodeURIComponent(text)}`, signal);
      return items.map(item => ({
        text: `${item.name} (${item.department ? item.department.code : ''})`,
        hint: item.guessed ? 'lieu connu le plus proche de ce code' : item.alias ?? item.postcodes[0] ?? '',
        value: item.inseeCode,
      }));
    },
    choose: option => {
      field(input.form, input.dataset.valueField).value = option.value;
      // The server trusts the code when the text is the one that belongs to it.
      input.value = option.text;
    },
  });
}

// On small screens the filters start folded, below the search box.
if (window.matchMedia('(max-width: 61.99em)').matches) {
  for (const filters of document.querySelectorAll('details.mkt-filters')) filters.open = false;
}

async function fetchJson(address, signal) {
  const response = await fetch(address, { signal, headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

function field(form, name) {
  let hidden = form.querySelector(`input[type=hidden][name="${name}"]`);
  if (!hidden) {
    hidden = document.createElement('input');
    hidden.type = 'hidden';
    hidden.name = name;
    form.append(hidden);
  }
  return hidden;
}
