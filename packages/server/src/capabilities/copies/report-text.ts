import { leastAlike } from './alike.ts'
import { classes, copied } from './classes.ts'
import type { CopyReport } from './proof.ts'

const number = new Intl.NumberFormat('nl-NL')
const decimal = new Intl.NumberFormat('nl-NL', { maximumFractionDigits: 1 })

/** What was measured of a copy, for who reads it: plain Dutch, Markdown. */
export function inWords(report: CopyReport, about: { from: string; to: string; at: Date; seconds: number }): string {
  const { leaks, linkage, likeness, references, tables, distributions } = report
  const least = (count: number | null, who: string) =>
    count === null ? `Er zijn geen ${who}.` : `Elke combinatie bij ${who} komt ten minste ${count} keer voor.`
  const out = Object.entries(classes).filter(([table]) => !copied(table))
  return `# Anonieme kopie van ${about.from} naar ${about.to}

Gemaakt op ${about.at.toISOString()} in ${decimal.format(about.seconds)} seconden. Uitkomst: **${report.good ? 'goed' : 'niet goed: de kopie is niet in gebruik genomen'}**.

## Wie is er te herkennen?

${linkage.tried} cliënten van het origineel zijn in de kopie gezocht, met wat een buitenstaander kan weten. De aanvaller kreeg daarbij ook te horen hoeveel
weken elke groep is verschoven; dat weet in het echt niemand.

| wie dit weet | vond de goede cliënt | zo vaak lukt raden | grens |
|---|---|---|---|
${linkage.attacks.map((each) => `| ${each.knows} | ${each.found} van ${linkage.tried} | ${decimal.format(each.chance)} | ${each.most} |`).join('\n')}

${least(likeness.clients, 'cliënten')} ${least(likeness.people, 'medewerkers')} De eis is ${leastAlike}.

## Is er iets van het origineel blijven staan?

Er is gezocht naar ${number.format(leaks.lookedFor)} namen, nummers, adressen en sleutels uit het origineel, in elke kolom en in ${number.format(leaks.opened)} geopende teksten.
Gevonden: **${leaks.found}**${leaks.where.length ? `, in ${leaks.where.join(', ')}` : ''}. Namen die ook in de lijsten met verzonnen namen staan, zijn niet meegeteld: daar zegt vinden niets.

## Is de kopie bruikbaar?

${references.checked} soorten verwijzingen nagelopen, ${references.broken.length} daarvan kloppen niet${references.broken.length ? `: ${references.broken.join(', ')}` : ''}.

| tabel | origineel | kopie | weggelaten (zeldzame code) |
|---|---|---|---|
${tables.map((each) => `| ${each.table} | ${number.format(each.source)} | ${number.format(each.copy)} | ${number.format(each.dropped)} |`).join('\n')}

Hoe ver verdelingen uit elkaar liggen (0 is gelijk, 1 is niets gemeen):

${distributions.map((each) => `- ${each.what}: ${String(each.distance).replace('.', ',')}`).join('\n')}

## Wat niet meegaat

${out.map(([table, spec]) => `- ${table}: ${'leftOut' in spec ? spec.leftOut : ''}`).join('\n')}
`
}
