// Reads the reports that `dotnet test --logger trx` left in a folder.
//   node .ci/report.mjs times DIR      the time of each project and the twenty slowest tests
//   node .ci/report.mjs browser DIR    a filter for the browser tests that failed, empty when others failed too;
//                                      what they said goes to the error stream
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [what, folder] = process.argv.slice(2);
const attribute = (element, name) => new RegExp(` ${name}="([^"]*)"`).exec(element)?.[1] ?? '';
const text = escaped => escaped.replace(/&(lt|gt|quot|apos|amp|#xD|#xA);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name] ?? '\n');
const seconds = duration => duration.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

const reports = readdirSync(folder, { recursive: true }).filter(name => name.endsWith('.trx')).map(name => {
  const xml = readFileSync(join(folder, name), 'utf8');
  const methods = new Map();
  for (const [unit, body] of xml.matchAll(/<UnitTest [^>]*>([\s\S]*?)<\/UnitTest>/g)) {
    const method = /<TestMethod [^>]*>/.exec(body)?.[0] ?? '';
    methods.set(attribute(unit, 'id'), `${attribute(method, 'className')}.${attribute(method, 'name').replace(/\(.*$/s, '').split('.').pop()}`);
  }
  const tests = [...xml.matchAll(/<UnitTestResult [^>]*?(\/>|>[\s\S]*?<\/UnitTestResult>)/g)].map(([result]) => ({
    name: text(attribute(result, 'testName')),
    method: methods.get(attribute(result, 'testId')) ?? '',
    seconds: seconds(attribute(result, 'duration') || '0'),
    failed: attribute(result, 'outcome') === 'Failed',
    message: text(/<Message>([\s\S]*?)<\/Message>/.exec(result)?.[1] ?? ''),
  }));
  const times = /<Times [^>]*>/.exec(xml)?.[0] ?? '';
  return {
    project: /([\w.]+)\.dll/.exec(attribute(/<TestMethod [^>]*>/.exec(xml)?.[0] ?? '', 'codeBase'))?.[1] ?? name,
    seconds: (Date.parse(attribute(times, 'finish')) - Date.parse(attribute(times, 'creation'))) / 1000,
    tests,
  };
});

if (what === 'times') {
  for (const report of reports)
    console.log(`${report.seconds.toFixed(0).padStart(6)} s  ${String(report.tests.length).padStart(5)} tests  ${report.project}`);
  console.log('The twenty slowest tests:');
  for (const test of reports.flatMap(report => report.tests).sort((a, b) => b.seconds - a.seconds).slice(0, 20))
    console.log(`${test.seconds.toFixed(1).padStart(6)} s  ${test.name.slice(0, 160)}`);
} else if (what === 'browser') {
  // The folder of journeys, and the pages of other folders that are looked at in Chromium.
  const browser = /^Marketplace\.IntegrationTests\.(Browser\.|Cluster\.AwayPageTests\.|Jobs\.JobsDashboardPageTests\.|Mailing\.CaughtMailPagesTests\.)/;
  const failed = reports.flatMap(report => report.tests).filter(test => test.failed);
  if (failed.length > 0 && failed.length <= 5 && failed.every(test => browser.test(test.method))) {
    for (const test of failed)
      console.error(`Repeated once: ${test.name}\n${test.message}`);
    console.log([...new Set(failed.map(test => `FullyQualifiedName=${test.method}`))].join('|'));
  }
}
