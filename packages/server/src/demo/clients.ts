import type { Blueprint } from './blueprints.ts'
import { dateOf, dayFrom, isoDate, momentOf } from './calendar.ts'
import { formalFamily, type GeneratedName, initialsOf, nameFor, plainText } from './names.ts'
import { addressIn, landline, mobile, type Practice } from './particulars.ts'
import type { Place } from './places.ts'
import { idAt, type Random } from './random.ts'
import { contactsOf, makeRelatives, type Relatives } from './relatives.ts'
import type { Setting } from './setting.ts'
import type { Subject } from './text/writer.ts'
import { makeTraits, type Traits } from './traits.ts'
import type { AlertRecord, ClientRecord, ContactRecord } from './types.ts'

/** A client as the generator knows them. */
export interface Persona {
  record: ClientRecord
  contacts: ContactRecord[]
  alerts: AlertRecord[]
  traits: Traits
  subject: Subject
  setting: Setting
  birthDay: number
}

export interface ClientSources {
  blueprint: Blueprint
  practices: Map<string, Practice[]>
  bsns: readonly string[]
  today: number
}

/** Makes one client; everything follows from the place and the source of chance that goes with it. */
export function makePersona(place: Place, sources: ClientSources, random: Random): Persona {
  const { blueprint, today } = sources
  const stay = place.stays[0] as Place['stays'][0]
  const setting = (place.stays.at(-1) as Place['stays'][0]).team.setting
  const disability = setting === 'living' || setting === 'daytime'
  const birthDay = drawBirthDay(random, setting, today)
  const year = dateOf(birthDay).year
  const sex = random.chance(disability ? 0.45 : setting === 'home' ? 0.62 : 0.7) ? 'female' : 'male'
  const name = nameFor(random, year, sex, disability ? 0.2 : 0.09)
  const relatives = makeRelatives(random, name, year, setting)
  const traits = makeTraits(random, setting, sex)
  const town = stay.team.location.town
  const created = momentOf(stay.from - 3, 600 + random.between(0, 300))
  const practice = random.pick(sources.practices.get(town.name) as Practice[])
  const home = setting === 'home' || setting === 'daytime'
  const last = place.stays.at(-1) as Place['stays'][0]
  const endMinute = last.until === null ? 0 : random.between(60, 1380)
  const record: ClientRecord = {
    id: place.clientId,
    number: String(blueprint.firstClientNumber + place.index),
    givenNames: name.registered,
    initials: initialsOf(name.registered),
    nickname: name.called,
    ...familyNames(random, name, relatives),
    birthDate: isoDate(birthDay),
    sex,
    deceasedAt: place.ending === 'died' && last.until !== null ? momentOf(last.until, endMinute) : null,
    bsn: sources.bsns[place.index] ?? null,
    ...addressIn(random, town),
    phone: home && year < 1970 && random.chance(0.8) ? landline(random, town) : null,
    mobile: random.chance(home ? 0.6 : 0.2) ? mobile(random) : null,
    email: home && random.chance(0.3) ? `${plainText(name.called)}.${plainText(name.family.name)}@example.nl` : null,
    generalPractitioner: practice.name,
    generalPractitionerPhone: practice.phone,
    ...resuscitation(random, setting, created, momentOf(today, 0)),
    createdAt: created,
    createdBy: null,
    changedAt: created,
    history: [],
  }
  const represented = traits.dementia || disability
  const contacts = contactsOf(random, record.id, relatives, town, represented, created)
  return {
    record,
    contacts,
    alerts: makeAlerts(random, record.id, traits, setting, created),
    traits,
    subject: subjectOf(random, record, relatives, traits, setting),
    setting,
    birthDay,
  }
}

function drawBirthDay(random: Random, setting: Setting, today: number): number {
  const age = {
    dementia: () => clamp(random.around(86, 6), 75, 101),
    nursing: () => clamp(random.around(84, 7), 75, 101),
    home: () => clamp(random.around(80, 8), 60, 95),
    living: () => clamp(random.around(42, 15), 18, 75),
    daytime: () => clamp(random.around(36, 12), 18, 70),
  }[setting]()
  return dayFrom(dateOf(today).year - Math.floor(age), 1, 1) + random.between(-364, 0)
}

const clamp = (value: number, low: number, high: number) => Math.min(high - 1, Math.max(low, value))

type FamilyNames = Pick<ClientRecord, 'ownPrefix' | 'ownName' | 'partnerPrefix' | 'partnerName' | 'nameOrder'>

/** Women who married mostly carry both names, the older ones with their husband's first. */
function familyNames(random: Random, name: GeneratedName, relatives: Relatives): FamilyNames {
  const own = { ownPrefix: name.family.prefix, ownName: name.family.name }
  const husband = relatives.partner?.family ?? (relatives.widowed ? relatives.others[0]?.family : undefined)
  if (name.sex === 'male' || !husband || husband.name === name.family.name || name.background >= 0) {
    return { ...own, partnerPrefix: null, partnerName: null, nameOrder: 'own' }
  }
  const nameOrder = random.weighted({ 'partner-own': 6, partner: 2, own: 1.5, 'own-partner': 0.5 })
  return { ...own, partnerPrefix: husband.prefix, partnerName: husband.name, nameOrder }
}

function resuscitation(
  random: Random,
  setting: Setting,
  created: number,
  today: number,
): Pick<ClientRecord, 'resuscitation' | 'resuscitationRecordedAt'> {
  const disability = setting === 'living' || setting === 'daytime'
  const wish =
    setting === 'home'
      ? random.weighted({ unknown: 5, yes: 3, no: 3 })
      : disability
        ? random.weighted({ yes: 7, unknown: 2, no: 0.5 })
        : random.weighted({ no: 7, yes: 1.5, unknown: 1 })
  const after = Math.min(created + random.between(3, 40) * 86_400_000, today)
  return { resuscitation: wish, resuscitationRecordedAt: wish === 'unknown' ? null : Math.max(after, created) }
}

const allergies: [string, 'high' | 'low'][] = [
  ['Penicilline: huiduitslag en benauwdheid', 'high'],
  ['Penicilline', 'high'],
  ['Noten: zwelling van lippen en keel', 'high'],
  ['Bruine pleisters: blaren', 'low'],
  ['Jodium en contrastmiddel', 'high'],
  ['Trimethoprim: huiduitslag', 'high'],
  ['Latex', 'low'],
  ['NSAID (ibuprofen, diclofenac): maagbloeding in 2019', 'high'],
  ['Morfine: hevig braken en verward', 'high'],
  ['Aardbeien: jeuk', 'low'],
  ['Wespensteken: EpiPen in de medicijnkast', 'high'],
]

function makeAlerts(random: Random, clientId: string, traits: Traits, setting: Setting, at: number): AlertRecord[] {
  const found: [AlertRecord['kind'], string, 'high' | 'low'][] = []
  if (random.chance(0.26)) found.push(['allergy', ...random.pick(allergies)])
  const signal = (chance: number, text: string, severity: 'high' | 'low' = 'low') => {
    if (random.chance(chance)) found.push(['alert', text, severity])
  }
  if (traits.eats === 'help') signal(0.6, 'Verslikgevaar: drinken verdikken, rechtop eten', 'high')
  if (traits.moves === 'walk' && traits.adl !== 'self') signal(0.35, 'Valrisico: loopt vaak zonder rollator')
  if (traits.wanders) signal(0.7, 'Dwaalt, kan de weg naar buiten vinden', 'high')
  if (traits.heart) signal(0.4, 'Gebruikt bloedverdunners (apixaban): na een val altijd arts bellen', 'high')
  if (traits.diabetic) signal(0.5, 'Diabetes met insuline: hypo herkennen, druivensuiker op de kamer', 'high')
  if (traits.epilepsy) signal(0.8, 'Epilepsie: bij aanval langer dan 3 minuten midazolam neusspray', 'high')
  if (traits.tense) signal(0.5, 'Signaleringsplan aanwezig: eerst lezen', 'high')
  if (setting === 'home') signal(0.08, 'Hond in huis, eerst aanbellen')
  if (setting !== 'living' && setting !== 'daytime') signal(0.12, 'Slechthorend: van voren aanspreken, toestel links')
  signal(0.02, 'MRSA-drager: isolatie volgens protocol', 'high')
  return found.map(([kind, text, severity]) => ({
    id: idAt(at, random),
    clientId,
    kind,
    severity,
    text,
    recordedAt: at + random.between(1, 72) * 3_600_000,
    recordedBy: null,
  }))
}

function flagsOf(random: Random, record: ClientRecord, relatives: Relatives, traits: Traits): Set<string> {
  const flags = new Set<string>([record.sex === 'female' ? 'vrouw' : 'man'])
  flags.add(traits.adl === 'full' ? 'tillift' : traits.moves === 'chair' ? 'stalift' : 'loopt')
  if (traits.diabetic) flags.add('diabeet')
  if (traits.heart) flags.add('plaspil')
  if (traits.lungs) flags.add('zuurstof')
  if (traits.dementia) flags.add('dementie')
  if (relatives.partner) flags.add('partner')
  for (const [flag, chance] of [
    ['druppels', 0.3],
    ['dagbesteding', 0.25],
    ['kat', 0.2],
    ['gebit', 0.6],
    ['hoortoestel', 0.3],
  ] as const) {
    if (random.chance(chance)) flags.add(flag)
  }
  return flags
}

function subjectOf(
  random: Random,
  record: ClientRecord,
  relatives: Relatives,
  traits: Traits,
  setting: Setting,
): Subject {
  const [first, second] = relatives.others
  // At home the partner is there already; in a nursing home it is often the partner who comes.
  const spouse = setting === 'home' || !random.chance(0.6) ? undefined : relatives.partner
  const kin = spouse ?? first ?? relatives.partner
  const kin2 = (spouse ? first : second) ?? relatives.partner ?? kin
  const partner = relatives.partner ?? kin
  const name = (each: typeof kin) => (each ? `${each.relation} ${each.called}` : 'een goede kennis')
  const useOwn = record.nameOrder === 'own' || record.nameOrder === 'own-partner' || !record.partnerName
  const family = useOwn
    ? { prefix: record.ownPrefix, name: record.ownName }
    : { prefix: record.partnerPrefix, name: record.partnerName as string }
  const lost = relatives.widowed ? (record.sex === 'female' ? 'man' : 'vrouw') : random.pick(['zus', 'broer'])
  return {
    sex: record.sex,
    formal: formalFamily(family),
    called: record.nickname,
    flags: flagsOf(random, record, relatives, traits),
    byName: setting === 'living' || setting === 'daytime',
    facts: {
      kin: name(kin),
      kp: kin?.sex === 'male' ? 'hij' : 'zij',
      kb: kin?.sex === 'male' ? 'zijn' : 'haar',
      kin2: name(kin2),
      partner: name(partner),
      opartner: partner?.sex === 'male' ? 'hem' : 'haar',
      gemis: lost,
      vm: record.sex === 'female' ? 'vrouw' : 'man',
      kleding: record.sex === 'female' ? 'jurk' : 'pak',
      verlies: random.pick(['zus', 'broer', 'beste vriendin', 'zwager']),
      aid: traits.aid,
      drink: traits.drink,
      hobby: traits.hobby,
      job: traits.job,
      diagnose: traits.diagnosis,
      reanimatie:
        record.resuscitation === 'no'
          ? 'niet reanimeren'
          : record.resuscitation === 'yes'
            ? 'wel reanimeren'
            : 'reanimatiewens nog te bespreken',
    },
  }
}
