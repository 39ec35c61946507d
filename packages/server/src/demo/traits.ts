import type { Random } from './random.ts'
import type { Setting } from './setting.ts'

/** What stays the same about somebody, and colours everything that is written. */
export interface Traits {
  adl: 'self' | 'help' | 'full'
  moves: 'walk' | 'chair'
  eats: 'good' | 'poor' | 'help'
  aid: string
  dementia: boolean
  searching: boolean
  restless: boolean
  resistive: boolean
  wanders: boolean
  sleepsBadly: boolean
  gloomy: boolean
  diabetic: boolean
  heart: boolean
  lungs: boolean
  hypertension: boolean
  epilepsy: boolean
  tense: boolean
  /** What care at home comes for. */
  visits: ('wash' | 'stockings' | 'medication' | 'catheter')[]
  /** Days of the week on which somebody comes, 0 = Sunday. */
  visitDays: number[]
  diagnosis: string
  drink: string
  hobby: string
  job: string
}

const diagnoses: Record<Setting, string[]> = {
  dementia: [
    'ziekte van Alzheimer',
    'ziekte van Alzheimer',
    'vasculaire dementie',
    'gemengde dementie (Alzheimer en vasculair)',
    'Lewy body-dementie',
    'frontotemporale dementie',
    'Parkinsondementie',
  ],
  nursing: [
    'status na CVA links met halfzijdige verlamming rechts',
    'status na CVA rechts',
    'ziekte van Parkinson',
    'hartfalen en kwetsbaarheid',
    'multiple sclerose',
    'COPD Gold III',
    'reumatoïde artritis',
    'status na heupfractuur, onvoldoende hersteld',
  ],
  home: [
    'artrose van knieën en handen',
    'hartfalen',
    'diabetes type 2',
    'beginnende dementie',
    'COPD Gold II',
    'status na heupoperatie',
    'veneuze insufficiëntie',
    'ziekte van Parkinson',
  ],
  living: [
    'matige verstandelijke beperking',
    'lichte verstandelijke beperking',
    'Downsyndroom',
    'autismespectrumstoornis met verstandelijke beperking',
    'ernstige verstandelijke beperking en epilepsie',
    'niet-aangeboren hersenletsel',
  ],
  daytime: [
    'lichte verstandelijke beperking',
    'Downsyndroom',
    'niet-aangeboren hersenletsel',
    'autismespectrumstoornis',
  ],
}

const jobs = {
  female:
    'naaister,onderwijzeres,winkelmeisje,verpleegster,huishoudster,boerin,telefoniste,coupeuse,typiste,kraamverzorgster,caissière,bloemiste,kok in een schoolkantine,bibliothecaresse',
  male: 'timmerman,boer,buschauffeur,schoenmaker,machinist,schilder,havenarbeider,onderwijzer,bakker,tuinder,boekhouder,postbode,metselaar,monteur,schipper,slager',
}
const hobbies = {
  female:
    'breien,de puzzelboekjes,het fotoalbum,patience,borduren,de planten,de klassieke muziek,de krant,haken,het zangkoor van vroeger,kleuren,de vogels in de tuin',
  male: 'de krant,kaarten,biljarten,de duiven van vroeger,voetbal op tv,de modelbouw,de moestuin,puzzelen,oude treinen,dammen,de vogels in de tuin,muziek van vroeger',
}
const youngHobbies =
  'lego bouwen,muziek luisteren,het voetbal,treinen kijken,dansen,gamen,tekenen,de paarden,de politieserie,knutselen,fietsen,strijkkralen'

const oneOf = (random: Random, list: string) => random.pick(list.split(','))

export function makeTraits(random: Random, setting: Setting, sex: 'male' | 'female'): Traits {
  const disability = setting === 'living' || setting === 'daytime'
  const dementia = setting === 'dementia'
  const diagnosis = random.pick(diagnoses[setting])
  const adl =
    setting === 'home' || disability
      ? random.weighted({ self: 6, help: 4 })
      : random.weighted({ self: 2, help: 5, full: 3 })
  const moves = adl === 'full' || (!disability && setting !== 'home' && random.chance(0.25)) ? 'chair' : 'walk'
  return {
    adl,
    moves,
    eats: adl === 'full' && random.chance(0.7) ? 'help' : random.weighted({ good: 8, poor: 2 }),
    aid: moves === 'chair' ? 'rolstoel' : random.pick(['rollator', 'rollator', 'rollator', 'stok']),
    dementia: dementia || /dementie/.test(diagnosis),
    searching: dementia && random.chance(0.5),
    restless: dementia && random.chance(0.5),
    resistive: dementia && random.chance(0.35),
    wanders: dementia && moves === 'walk' && random.chance(0.4),
    sleepsBadly: random.chance(0.3),
    gloomy: random.chance(0.18),
    diabetic: /diabetes/.test(diagnosis) || random.chance(disability ? 0.06 : 0.2),
    heart: /hartfalen/.test(diagnosis) || (!disability && random.chance(0.15)),
    lungs: /COPD/.test(diagnosis) || (!disability && random.chance(0.08)),
    hypertension: !disability && random.chance(0.55),
    epilepsy: /epilepsie/.test(diagnosis) || (disability && random.chance(0.15)),
    tense: disability && (/autisme/.test(diagnosis) || random.chance(0.25)),
    visits: homeVisits(random, diagnosis),
    visitDays: random.some([0, 1, 2, 3, 4, 5, 6], random.pick([1, 1, 2, 3])),
    diagnosis,
    drink: random.pick(['koffie', 'koffie', 'thee', 'cappuccino', 'warme chocolademelk', 'thee met honing']),
    hobby: disability ? oneOf(random, youngHobbies) : oneOf(random, hobbies[sex]),
    job: oneOf(random, jobs[sex]),
  }
}

function homeVisits(random: Random, diagnosis: string): Traits['visits'] {
  const visits = random.some(['wash', 'stockings', 'medication'] as const, random.pick([1, 2, 2, 3]))
  if (/veneuze/.test(diagnosis) && !visits.includes('stockings')) visits.push('stockings')
  if (/diabetes/.test(diagnosis) && !visits.includes('medication')) visits.push('medication')
  return random.chance(0.08) ? [...visits, 'catheter'] : visits
}
