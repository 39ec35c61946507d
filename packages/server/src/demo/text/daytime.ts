import { type Bank, lines, topic } from './bank.ts'

/** What people do, and who comes. */
export const activity = topic(
  'Activiteit',
  `
  {C} is naar {groep} geweest en heeft ervan genoten.
  {C} ging mee naar {groep}, maar was na een half uur moe.
  {C} wilde niet mee naar {groep}. Liever {hobby}, dat is ook goed.
  {C} heeft met de vrijwilliger een rondje met de duofiets gemaakt. {weer}.
  {C} heeft de hele middag met {hobby} doorgebracht.
  {C} deed mee met {huiskamerwerk}. Mooi om te zien hoe de handen dat nog weten.
  De kapper is geweest. {C} keek trots in de spiegel.
  {C} is met de rolstoel mee naar de tuin geweest. {weer}, jas aan en een plaid over de benen.
  {C} zong mee tijdens de muziekmiddag, uit volle borst bij {lied}.
  {C} was de quizmaster van de middag: alle spreekwoorden wist {p} nog.
  {C} kreeg bezoek van de hond van de vrijwilliger en liet hem niet meer gaan.
  ?loopt {C} is naar de gymgroep van de fysiotherapeut geweest en deed alle oefeningen mee.
  De pedicure was er; likdoorn verwijderd en nagels gedaan.
  {C} heeft bij de beweegtafel gezeten en speelde fanatiek mee.
  {C} wilde graag weer eens zelf koken. Morgen {huiskamerwerk} en soep maken met de groep.
  ?loopt {C} ging met de activiteitenbegeleider naar de markt en kocht [kaas|stroopwafels|een bos tulpen|haring].
  {C} las de krant en besprak het nieuws met een medebewoner.
  {C} heeft een kaart geschreven aan {kin}; de adressen weet {p} nog uit het hoofd.
  `,
  `
  Naar {groep} geweest, genoten.
  Mee naar {groep}, snel moe.
  Wilde niet naar {groep}.
  In de tuin gezeten.
  Kapper geweest.
  Pedicure geweest.
  Middag met {hobby}.
  Meegedaan met {huiskamerwerk}.
  Duofiets met vrijwilliger.
  ?loopt Gym gedaan, alles mee.
  `,
)

export const visit = topic(
  'Bezoek',
  `
  {Kin} was op bezoek en heeft geholpen met de lunch.
  {Kin} heeft {o} opgehaald voor een kop koffie in de stad. Rond {t15-17} weer terug, moe maar voldaan.
  {Kin} was er vanmiddag en heeft de was meegenomen.
  Bezoek gehad van {kin} met de kleinkinderen. {C} straalde.
  {Kin} kwam langs. {C} herkende {kb} stem meteen.
  {Kin} belde of alles goed gaat. Doorgegeven dat {c} goed gegeten heeft, groeten gedaan.
  {C} heeft gebeeldbeld met {kin}. Het geluid haperde, maar zwaaien ging prima.
  {Kin} heeft nieuwe [sloffen|hemden|pantoffels|nachthemden] gebracht. Gemerkt en in de kast gelegd.
  {Kin} vroeg naar de [oogarts|tandarts|gehoorapparaten]. Teruggekoppeld aan de EVV-er, die belt deze week.
  Na het bezoek van {kin} was {c} stil en wat verdrietig. Even bij {o} gezeten.
  Er kwam een oude buurvrouw op bezoek. {C} wist haar naam nog.
  De dominee is geweest. {C} vond het gesprek fijn.
  {Kin} heeft bloemen gebracht, die staan nu op tafel.
  {Kin} gaat [een week|tien dagen|twee weken] met vakantie; {kin2} is in die tijd eerste aanspreekpunt.
  `,
  `
  Bezoek van {kin}.
  {Kin} op bezoek, was meegenomen.
  Gebeld door {kin}, groeten gedaan.
  Gebeeldbeld met {kin}, blij.
  {Kin} bracht schone kleding.
  Na bezoek wat verdrietig.
  Met {kin} op stap geweest, moe terug.
  `,
)

interface Season {
  /** Month and day. */
  from: [number, number]
  until: [number, number]
  /** What is told where people live together. */
  text: Bank
  /** What is told of somebody in their own house. */
  home: Bank
}

/** The year as it passes. */
export const seasons: Season[] = [
  {
    from: [12, 1],
    until: [12, 5],
    text: lines(`
      ~Sinterklaas kwam langs met twee pieten. {C} kreeg een chocoladeletter en lachte om de grapjes.
      ~{C} heeft de schoen gezet met de kleinkinderen van een medebewoner.
      ~Pepernoten gebakken in de huiskamer. {C} rolde de balletjes.`),
    home: lines(`
      ~{C} heeft een chocoladeletter van {kin} gekregen en bewaart hem voor de kleinkinderen.
      Pepernoten op tafel; {c} presenteerde ze trots.`),
  },
  {
    from: [12, 15],
    until: [12, 26],
    text: lines(`
      ~Kerstboom opgetuigd in de huiskamer. {C} zocht de ballen uit.
      ~{C} was bij het kerstdiner met {kin} en had {b} mooiste kleren aan.
      ~{C} heeft genoten van de kerstzangdienst, [Stille nacht|Nu zijt wellekome] zong {p} woord voor woord mee.
      ~Kerstkaarten van de familie voorgelezen en aan het lint gehangen.`),
    home: lines(`
      ~Kerststukje van {kin} op tafel, {c} geniet van de kaarsjes (op batterij).
      ~{C} gaat met Kerst naar {kin}. Zorg voor die dagen afgemeld bij de planning.
      ~Kerstkaarten samen bekeken, ze hangen aan de deur.`),
  },
  {
    from: [12, 31],
    until: [1, 2],
    text: lines(`
      ~{C} heeft een oliebol met poedersuiker gegeten en om {t21-22} het nieuwe jaar alvast ingeluid met een glaasje.
      {C} schrok van het vuurwerk. Gordijnen dicht en muziek aan.
      ~Nieuwjaarsreceptie in de grote zaal; {c} gaf iedereen een hand.`),
    home: lines(`
      ~{C} had een bord oliebollen klaarstaan voor de collega's.
      {C} heeft door het vuurwerk weinig geslapen.
      ~Gelukkig nieuwjaar gewenst. {C} hoopt op een jaar zonder ziekenhuis.`),
  },
  {
    from: [4, 26],
    until: [4, 27],
    text: lines(`
      ~Koningsdag gevierd met oranje tompoucen. {C} droeg een oranje sjaal.
      ~{C} keek naar de intocht van de koning op tv en zwaaide mee.`),
    home: lines(`
      ~{C} had de vlag uitgehangen en keek naar de koning op tv.`),
  },
  {
    from: [5, 4],
    until: [5, 5],
    text: lines(`
      Om acht uur samen twee minuten stil geweest. {C} vertelde daarna over de oorlog, dat raakte {o}.
      {C} keek naar de dodenherdenking en werd er stil van.`),
    home: lines(`
      {C} keek naar de dodenherdenking. Er kwamen verhalen over de oorlog.`),
  },
  {
    from: [6, 20],
    until: [8, 20],
    text: lines(`
      Warm vandaag, {26-33} graden. Extra drinken aangeboden en zonwering dicht gehouden. {C} at een waterijsje.
      {C} heeft in de schaduw op het terras gezeten, hoedje op en ingesmeerd.
      ~Barbecue in de tuin met familie. {C} at twee stukjes vlees en veel aardappelsalade.`),
    home: lines(`
      Het was {28-34} graden in huis. Zonwering dicht, ventilator aan en extra drinken neergezet.
      {C} heeft het warm, kousen vroeg aangedaan voordat de benen opzetten.
      ~Hitteprotocol: koelkast nagekeken, kan water op tafel, {kin} belt in de middag.`),
  },
  {
    from: [10, 5],
    until: [10, 25],
    text: lines(`
      ~Griepprik gehad in de [linker|rechter]bovenarm, goed verdragen.
      ~{C} zocht met de groep kastanjes en herfstbladeren voor op tafel.`),
    home: lines(`
      ~{C} heeft de griepprik gehad bij de huisarts, arm is wat gevoelig.
      ~Bladeren voor de deur weggeveegd, dat was glad.`),
  },
]

export const birthday = lines(`
  {C} is vandaag {leeftijd} geworden! Slingers opgehangen en gezongen. {Kin} kwam met gebak voor de hele groep.
  Verjaardag van {c}: {leeftijd} jaar. Felicitaties van het team, kaarten voorgelezen en taart gegeten.
  {C} vierde {b} {leeftijd}e verjaardag. Was er beduusd van, maar genoot van alle aandacht.`)

/** Talks with family, as the first responsible carer writes them down. */
export const familyTalk = lines(`
  Gebeld met {kin}. Besproken hoe het de afgelopen weken gaat: {p} slaapt beter en komt vaker in de huiskamer. {Kin} is tevreden.
  Gesprek met {kin} en {kin2} over het zorgleefplan. Doelen blijven staan; nieuw is dat {c} twee keer per week naar buiten gaat. {Kin} gaat akkoord.
  {Kin} maakt zich zorgen omdat {c} minder eet. Uitgelegd wat we doen: kleine porties, tussendoortjes, elke week wegen. Over twee weken bellen we weer.
  {Kin} gesproken bij de koffie. {Kp} vindt dat {c} er goed uitziet. Gevraagd om nieuwe [schoenen|hemden|ondergoed], maat {37-44}.
  Telefonisch contact met {kin} over de afspraak bij de [oogarts|cardioloog|mondhygiënist]. {Kin} gaat mee; taxi besteld voor {t9-11}.
  Evaluatie met {kin}: de familie is blij met de muziek in de avond. Wens: graag een berichtje na het bezoek van de arts.
  {Kin} meldt dat {kin2} vanaf nu ook gebeld mag worden. Contactgegevens aangevuld.
  {Kin} vroeg of {c} met Kerst een dag mee naar huis kan. Samen bekeken wat daarvoor nodig is: rolstoel, medicatie en materiaal meegeven.
  Mail van {kin}: wil graag meer weten over de kosten van de was. Doorgestuurd naar de cliëntadministratie en dat laten weten.
  {Kin} was ontevreden omdat het gehoorapparaat opnieuw kwijt was. Excuses gemaakt, samen gezocht en gevonden in de jaszak. Afspraak: elke avond in het bakje op het nachtkastje.
  Levensverhaal aangevuld met {kin}. {C} was {job}, ging graag naar [zee|de bergen|de markt|de kerk] en houdt van {hobby}.
  Met {kin} besproken dat {c} soms verdrietig is na het bezoek. Afgesproken dat {kin} bij het weggaan een collega roept.`)

export const familyTalkHome = lines(`
  Gebeld met {kin}: {c} lijkt vergeetachtiger. {Kin} gaat mee naar de huisarts.
  {Kin} vindt de zorg zwaar worden en slaapt zelf slecht. Besproken: dagbesteding voor twee dagen, huisbezoek door casemanager. {Kin} denkt erover na.
  Met {kin} afgesproken dat {kp} de boodschappen regelt via internet. Wij letten op wat er in de koelkast staat.
  {Kin} gaat [een week|tien dagen|twee weken] weg. In die tijd komt de buurvrouw elke dag even kijken; haar nummer ligt in de zorgmap.
  {Kin} vraagt om een extra moment in de avond. Doorgegeven aan de wijkverpleegkundige, die beoordeelt dit.
  Evaluatie van de zorg met {c} en {kin}. Ze zijn tevreden; wens om zo veel mogelijk vaste gezichten te zien.
  {Kin} gesproken bij de voordeur. {Kp} heeft een drempelhulp geplaatst en de losse kleedjes weggehaald.
  Overleg met {kin} over alarmering. Ze kiezen voor de sleutelkluis en een halszender.`)
