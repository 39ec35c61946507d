import type { Random } from './random.ts'

/** A given name as registered and as people call it. */
type Given = readonly [registered: string, called: string]

const pairs = (text: string): Given[] =>
  text
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const [registered, called] = pair.split(':') as [string, string | undefined]
      return [registered.replaceAll('_', ' '), called ?? registered] as const
    })

interface Cohort {
  until: number
  female: Given[]
  male: Given[]
}

/** What people were named in the Netherlands, by the year they were born in. */
const cohorts: Cohort[] = [
  {
    until: 1944,
    female:
      pairs(`Johanna:Jo Maria:Riet Cornelia:Corrie Elisabeth:Bep Anna:Annie Hendrika:Rie Wilhelmina:Willy Catharina:Toos
      Petronella:Nel Jacoba:Co Adriana:Janny Geertruida:Truus Margaretha:Greet Helena:Leny Antonia:Tonny Neeltje:Neel Aaltje:Alie
      Grietje:Griet Trijntje:Trijn Jantje:Jannie Klazina:Sien Theodora:Dora Hendrikje:Hennie Geesje:Gees Pietertje:Pietie
      Dirkje:Dirkje Francisca:Cisca Gerarda:Gerrie Lamberta:Bertha Leentje:Leen Martina:Tiny Sijtje:Sijtje Berendina:Dien
      Johanna_Maria:Jopie Maria_Elisabeth:Mies Cornelia_Johanna:Cor Alida:Alida Jansje:Jans Hillegonda:Gonny Everdina:Eef
      Wilhelmina_Johanna:Mien Engelina:Lien Gijsberta:Bertie Rosina:Roos Frederika:Freddie`),
    male: pairs(`Johannes:Jan Cornelis:Cor Hendrik:Henk Willem:Wim Pieter:Piet Jacobus:Koos Gerrit:Gerrit Adrianus:Arie Dirk:Dirk
      Petrus:Piet Antonius:Toon Jacob:Jaap Klaas:Klaas Johan:Jo Gerardus:Gerard Theodorus:Theo Wilhelmus:Wim Hermanus:Herman
      Franciscus:Frans Lambertus:Bertus Martinus:Tinus Albertus:Bert Leendert:Leen Teunis:Teun Arend:Arend Sijbrand:Siebe
      Berend:Berend Evert:Evert Bastiaan:Bas Rinse:Rinse Jelle:Jelle Gijsbert:Gijs Marinus:Rinus Hendrikus:Harrie Egbert:Egbert
      Nicolaas:Nico Simon:Siem Christiaan:Chris Lourens:Lou Johannes_Petrus:Joop`),
  },
  {
    until: 1964,
    female:
      pairs(`Maria:Marijke Anna:Anneke Johanna:Hanneke Elisabeth:Els Wilhelmina:Wil Catharina:Ria Marianne Ineke Joke Gerda
      Tineke Geertruida:Trudy Hendrika:Henny Margaretha:Margreet Ans Yvonne Willemina:Willemien Janna:Janny Cornelia:Corry
      Antoinette:Toos Jacqueline Marja Loes Ank Elly Tiny Alida:Lida Adriana:Adri Helena:Hélène Truus Annelies Carla Gré
      Hermina:Mineke Wijntje:Wijnie Dorothea:Thea`),
    male: pairs(`Johannes:Hans Cornelis:Kees Hendrik:Henk Willem:Wim Pieter:Peter Jacobus:Jaap Gerrit:Gert Adrianus:Ad Dirk
      Petrus:Peter Antonius:Ton Jan Klaas Gerardus:Gerard Theodorus:Theo Wilhelmus:Willem Franciscus:Frans Albertus:Bert
      Robert:Rob Rudolf:Ruud Leonardus:Leo Johannes_Cornelis:Jan Hermanus:Harm Nicolaas:Nico Martinus:Martin Fredericus:Fred
      Paulus:Paul Jozef:Jos Sjoerd Wouter Siebren:Siep`),
  },
  {
    until: 1984,
    female:
      pairs(`Monique Petra Sandra Esther Patricia Saskia Linda Mirjam Karin Wendy Marieke Ingrid Astrid Bianca Brigitte Nicole
      Angelique Caroline Daniëlle Ellen Francien Heidi Jolanda Judith Marloes Natasja Renate Sonja Suzanne Yvette Miranda Anita`),
    male: pairs(`Mark Marco Erik Jeroen Michel Ronald Marcel Edwin Patrick Richard Arjan Bas Dennis Frank Jan_Willem:Jan-Willem John
      Martijn Michiel Niels Paul Raymond Remco Rob Sander Vincent Wilco Johan André Barry Danny Ferry`),
  },
  {
    until: 2100,
    female:
      pairs(`Lisa Kim Laura Anouk Lotte Iris Femke Roos Emma Britt Eva Manon Naomi Michelle Sophie Fleur Nikki Demi Amber Lieke
      Marit Julia Maud Romy Denise Chantal Melissa Jessica Rianne Ilse`),
    male: pairs(`Tim Kevin Rick Thomas Jeffrey Bart Stefan Daan Lars Sven Robin Niek Jesse Bram Luuk Ruben Mike Joey Nick Thijs Max
      Stijn Wesley Jordy Dylan Koen Tom Joost Gijs Maarten`),
  },
]

const families =
  `de_Jong Jansen de_Vries van_den_Berg van_Dijk Bakker Janssen Visser Smit Meijer de_Boer Mulder de_Groot Bos Vos
  Peters Hendriks van_Leeuwen Dekker Brouwer de_Wit Dijkstra Smits de_Graaf van_der_Meer van_der_Linden Kok Jacobs de_Haan Vermeulen
  van_den_Heuvel van_der_Veen van_den_Broek de_Bruijn de_Bruin van_der_Heijden Schouten van_Beek Willems van_Vliet van_de_Ven Hoekstra
  Maas Verhoeven Koster van_Dam van_der_Wal Prins Blom Huisman Peeters de_Jonge Kuipers van_Veen Post Kuiper Veenstra Kramer
  van_den_Brink Scholten van_Wijk Postma Martens Vink de_Ruiter Timmermans Groen Gerritsen Jonker van_Loon Boer van_der_Velde Willemsen
  Smeets de_Lange de_Vos Bosch van_Dongen Schipper de_Koning van_der_Laan Koning van_der_Velden Driessen van_Doorn Hermans Evers
  van_den_Bosch van_der_Meulen Hofman Bosman Wolters Sanders van_der_Horst Mol Kuijpers Molenaar van_de_Pol de_Leeuw Verbeek Zijlstra
  van_Putten van_der_Giessen Roelofs Terpstra Wiersma Sikkema Boonstra Nijland ter_Horst ten_Brinke Oude_Kotte Wassink Haverkamp
  in_'t_Veld van_'t_Hof op_den_Kamp Goossens Theunissen Coenen Reinders Hulshof Slot Baas Kooistra Bruinsma Tuinstra Drost Lubbers
  Rozema Schaap Ploeg Zandstra Kloosterman Hazenberg Snoek Spruit Treur Verkade Noordermeer Vreugdenhil Waterman Ypma Zuidema`
    .trim()
    .split(/\s+/)
    .map(readFamily)

function readFamily(text: string): Family {
  const words = text.split('_')
  const first = words.findIndex((word) => /^[A-Z]/.test(word))
  // 'Oude Kotte' begins with a capital: that is part of the name, not a prefix.
  return { prefix: first > 0 ? words.slice(0, first).join(' ') : null, name: words.slice(first).join(' ') }
}

export interface Family {
  prefix: string | null
  name: string
}

interface Background {
  female: Given[]
  male: Given[]
  families: Family[]
}
const background = (female: string, male: string, names: string): Background => ({
  female: pairs(female),
  male: pairs(male),
  families: names.trim().split(/\s+/).map(readBackgroundFamily),
})
function readBackgroundFamily(text: string): Family {
  const words = text.split('_')
  return words.length > 1 && /^[a-z]/.test(words[0] as string)
    ? readFamily(text)
    : { prefix: null, name: words.join(' ') }
}

const backgrounds: Background[] = [
  background(
    'Fatima Khadija Aïcha Malika Naima Zohra Rachida Samira Yamina Hafida Loubna Ikram',
    'Mohamed Ahmed Hassan Abdelkader:Kader Mustapha Driss Said Omar Brahim Youssef Bilal Karim',
    'El_Amrani El_Idrissi Bouali Ait_Taleb Benali Haddou El_Khattabi Azzouzi Ouali Chaouch El_Bakkali Amghar',
  ),
  background(
    'Ayşe Fatma Emine Hatice Zeynep Elif Sevgi Gülsüm Nuray Songül',
    'Mehmet Mustafa Ali Hüseyin İbrahim Osman Yusuf Emre Murat Kemal',
    'Yılmaz Kaya Demir Şahin Çelik Yıldız Aydın Öztürk Arslan Doğan Koç Polat',
  ),
  background(
    'Sharmila Indra Radha Carmen:Carmen Hilda Muriel Ilse Jetty Soenita Wonny',
    'Ramesh Soerdj Stanley Humphrey Ronald Orlando Guno Rudi Radj Winston',
    'Ramdin Bhagwandas Soekhai Jharap Kartosen Pinas Landveld Tjin Ramautar Sewdien Wijdenbosch Sedney',
  ),
  background(
    'Siti Tjitske Non Deetje Johanna:Joke Marlène Paula Eveline',
    'Otto Rudy Max Johannes:Jopie Hein Albert Frits Boetje',
    'Latuheru Pattinama Manuputty Sahetapy van_der_Capellen Tomasila de_Queljoe Siahaya Souhoka Leatemia',
  ),
  background(
    'Agnieszka Katarzyna:Kasia Małgorzata:Gosia Ewa Joanna Magdalena:Magda',
    'Piotr Krzysztof Tomasz Andrzej Marcin Jakub',
    'Kowalska Nowak Wiśniewski Wójcik Kamińska Zieliński Mazur',
  ),
  background(
    'Rahel Selam Hodan Amina Nour Rima Shirin Leila Grace Comfort',
    'Samuel Yonas Abdi Farah Omar Khaled Reza Amir Kwame Daniel',
    'Tesfay Ghebremariam Abdullahi Warsame Haddad Khalil Hosseini Ahmadi Mensah Owusu Habte Darwish',
  ),
  background(
    'Xuelian:Lian Mei Ling Giulia:Julia Dolores Rosa',
    'Wing Chun Antonio Manuel José Giovanni:Gianni',
    'Cheung Wong Lam Fernandes da_Silva Rossi García Moreira Liu',
  ),
]

export interface GeneratedName {
  sex: 'male' | 'female'
  registered: string
  called: string
  family: Family
  /** Index of a migrant background, or -1. */
  background: number
}

/** A name that fits the year of birth; `migrant` is the share of people with a migrant background. */
export function nameFor(random: Random, year: number, sex: 'male' | 'female', migrant: number): GeneratedName {
  const which = random.chance(migrant) ? random.between(0, backgrounds.length - 1) : -1
  const pool = which >= 0 ? (backgrounds[which] as Background) : undefined
  const cohort = cohorts.find((each) => year <= each.until) as Cohort
  const [first, called] = random.pick((pool ?? cohort)[sex])
  // Older Dutch people mostly have a second and third given name; the first counts for what they are called.
  const more = pool ? 0 : random.pick(year < 1965 ? [0, 0, 1, 1, 2] : [0, 0, 0, 1])
  const others = Array.from({ length: more }, () => random.pick(cohort[sex])[0]).filter((name) => !first.includes(name))
  return {
    sex,
    registered: [first, ...others].join(' '),
    called,
    family: familyFor(random, which),
    background: which,
  }
}

/** A family name, of the same background as a relative where that is given. */
export const familyFor = (random: Random, which = -1): Family =>
  random.pick(which >= 0 ? (backgrounds[which] as Background).families : families)

/** A given name as people are called, for somebody of whom nothing else is known. */
export function calledFor(random: Random, year: number, sex: 'male' | 'female', which = -1): string {
  const pool = which >= 0 ? (backgrounds[which] as Background) : (cohorts.find((each) => year <= each.until) as Cohort)
  return random.pick(pool[sex])[1]
}

export const initialsOf = (registered: string) =>
  registered
    .split(/[\s-]+/)
    .map((name) => `${name[0]}.`)
    .join('')

export const fullFamily = (family: Family) => (family.prefix ? `${family.prefix} ${family.name}` : family.name)

/** Without a given name or initials before it a prefix has a capital: 'De Wit', 'Van den Berg'. */
export const formalFamily = (family: Family) => {
  const full = fullFamily(family)
  return full.startsWith("'") ? full : full.charAt(0).toUpperCase() + full.slice(1)
}

/** Lower case letters and digits only, for user names and mail addresses. */
export const plainText = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/[^a-z0-9]/g, '')

/** Every given and family name that is ever drawn: what is not among them was not made up here. */
export const drawnNames: readonly string[] = [
  ...[...families, ...backgrounds.flatMap((each) => each.families)].map(fullFamily),
  ...[...cohorts, ...backgrounds].flatMap(({ female, male }) => [...female, ...male].flat()),
]
