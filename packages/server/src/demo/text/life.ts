import { lines, soep } from './bank.ts'

export const grief = {
  news: lines(`
    {Kin} belde vanochtend: de {verlies} van {c} is overleden. {Kin} komt het zelf vertellen. Graag extra aandacht de komende dagen.
    {C} heeft van {kin} gehoord dat {b} {verlies} is overleden. Veel gehuild, samen een kaars aangestoken bij de foto.
  `),
  days: lines(`
    {C} was bij de uitvaart van {b} {verlies}. Moe en stil teruggekomen, wilde meteen naar bed.
    {C} begon zelf over {b} {verlies} en huilde. Geluisterd en foto's gekeken, dat deed {o} goed.
    {C} komt weinig van de kamer en eet half. Zegt dat {p} steeds aan {b} {verlies} denkt.
    {C} vroeg waar {b} {verlies} blijft. Eerlijk en rustig verteld; het verdriet was weer nieuw.
    {C} heeft vandaag niets willen doen. Naast {o} gezeten met {drink}, dat was genoeg.
    {C} sliep slecht en lag te huilen. Hand vastgehouden tot {p} in slaap viel.
  `),
  psychologist: soep(
    `
    {C} mist {b} {verlies} en vindt dat het leven weinig zin meer heeft. Geen doodswens, wel levensmoe.
    "Ik was altijd met z'n tweeën." Slaapt slecht, piekert.
    `,
    `
    Verzorgd, langzaam in spreken, huilt bij noemen van {b} {verlies}. Lichtpuntjes: {hobby}, kleinkinderen. GDS-8: {3-6}.
    Oogcontact goed, stemming gedrukt, affect moduleert. Concentratie matig.
    `,
    `
    Rouwreactie na verlies van {b} {verlies}, passend.
    Sombere stemming bij rouw; beginnende depressie niet uitgesloten.
    `,
    `
    Wekelijks gesprek, vier keer. Team: elke ochtend één kleine activiteit aanbieden, niet vragen maar meenemen. Geestelijk verzorger in consult.
    Dagstructuur met EVV-er maken. Over vier weken GDS herhalen, dan zo nodig overleg met arts.
  `,
  ),
  better: lines(`
    {C} was voor het eerst weer bij {groep}. Het viel {o} mee.
    {C} heeft de foto van {b} {verlies} een mooie plek gegeven, naast het bed. Kan er nu met een glimlach over vertellen.
    {C} lachte om een mop van een medebewoner. Dat was lang geleden.
    De geestelijk verzorger is geweest. {C} vindt de gesprekken fijn.
  `),
}

export const weightLoss = {
  seen: lines(`
    Gewicht {gewicht} kg, dat is {verschil} kg minder dan vorige maand. {C} laat veel staan. SNAQ-RC ingevuld: oranje. Diëtist gevraagd.
    {C} valt af (nu {gewicht} kg, -{verschil} kg), broeken zakken af. Doorgegeven aan VPK en {kin}.
  `),
  dietician: soep(
    `
    Weinig trek, snel vol. Houdt van zoet.
    {C} vindt het eten "veel te veel op één bord". Gebit zit los.
    `,
    `
    Gewicht {gewicht} kg, {verschil} kg eraf in een maand. BMI {bmi}. Intake ongeveer {1050-1350/50} kcal en {38-48} g eiwit per dag.
    Gewicht {gewicht} kg. Driedaagse eetlijst: ontbijt goed, warme maaltijd een derde. BMI {bmi}.
    `,
    `
    Risico op ondervoeding door te lage inname.
    Ondervoeding, waarschijnlijk door verminderde eetlust en slecht passend gebit.
    `,
    `
    Energie- en eiwitverrijkt: roomboter, volle producten, {drink} met room. Drie tussendoortjes. Wekelijks wegen, over vier weken evaluatie.
    Bijvoeding 2x 125 ml na de maaltijd. Tandarts voor gebit. Kleine borden gebruiken. Wekelijks wegen.
    `,
  ),
  days: lines(`
    Bijvoeding aangeboden, {c} dronk het flesje bijna leeg. Aardbei gaat het best.
    {C} at {warm} van een klein bord, alles op. Daarna nog een bolletje ijs.
    Tussendoortje gegeven: een stukje kaas en een halve krentenbol. Ging goed.
    {C} wilde de bijvoeding niet, wel een glas volle melk met stroop.
  `),
  stable: lines(`
    Gewicht {gewicht} kg, voor het eerst weer iets erbij. Zo doorgaan.
    Gewogen: {gewicht} kg, stabiel. {C} eet met meer smaak sinds het gebit is aangepast.
  `),
}

export const terminal = {
  decline: lines(`
    {C} gaat zichtbaar achteruit, slaapt bijna de hele dag en neemt alleen nog slokjes. Arts gevraagd om vandaag te komen.
    {C} wil niet meer uit bed en niet meer eten. Geeft aan moe te zijn. {Kin} gebeld en gevraagd te komen.
  `),
  doctor: soep(
    `
    {C} geeft aan klaar te zijn. {Kin} ziet dat het op is.
    Slaapt veel, eet niet, drinkt slokjes. Geen pijn in rust, wel bij draaien.
    `,
    `
    Zwakke indruk, pols {pols} week, RR {laagrr}. Ademhaling rustig, koele voeten, marmering knieën. Slikken gaat niet meer veilig.
    Wekbaar, kort contact. Sat {sat}%, RR {laagrr}. Geen oedeem, geen decubitus.
    `,
    `
    Stervensfase, verwachting dagen.
    Terminale fase bij [gevorderde dementie|hartfalen|algehele achteruitgang]. Doel is comfort.
    `,
    `
    Alle medicatie gestopt behalve comfort. Morfine 2,5 mg s.c. zo nodig max 6x per dag, midazolam zo nodig. Zorgpad stervensfase gestart. Gesprek gehad met {kin}: geen ziekenhuis, niet reanimeren, blijven hier. Waken besproken.
    Morfine pleister en zo nodig s.c. Mondzorg om de 2 uur, wisselligging op geleide van comfort. {Kin} kan blijven slapen. Dagelijks langs.
    `,
  ),
  days: lines(`
    {C} ligt er ontspannen bij. Mondverzorging gegeven met [sinaasappelsap|water|een beetje wijn] op een gaasje, daar reageerde {p} op. {Kin} waakt.
    {C} kreunde bij het draaien. Om {tijd} morfine 2,5 mg s.c. gegeven, na twintig minuten rustig. Voortaan een half uur voor de verzorging geven.
    {C} opende de ogen toen {kin} binnenkwam. Verder diepe slaap, ademhaling met stiltes van {10-25} seconden.
    Alleen verzorgd wat nodig is: gezicht, handen, mond. Lavendelolie op het kussen, zachte muziek aan.
    {C} reageert niet meer op aanspreken, wel een frons bij aanraken. Daarom zo min mogelijk bewogen, alleen het kussen verlegd.
    Mond is droog, elk uur bevochtigd en lippen ingevet. {Kin} helpt daarbij en vindt het fijn iets te kunnen doen.
    Oppervlakkige ademhaling, licht reutelend. Op de zij gelegd, dat gaf rust. Arts gebeld: scopolaminepleister geplakt.
    Kaarsje aan (op batterij), foto's in het zicht en {lied} zachtjes op. {C} ligt er vredig bij.
    Huid is gaaf, hielen koel en wat blauw. Geen wisselligging meer, alleen comfort.
    {C} was onrustig en plukte aan het laken. Om {tijd} midazolam gegeven volgens afspraak, na een half uur ontspannen.
    {Kin2} is vannacht gebleven. Samen gewaakt en veel over vroeger gesproken.
    ~De medebewoners hebben een kaart gemaakt en die aan het bed gehangen.
    ~{C} nam nog twee lepeltjes vanille-ijs en glimlachte.
    Zorgpad stervensfase ingevuld: pijn nee, benauwd nee, onrust licht. Dosering blijft zo.
    {Kin} vroeg wat er nog te verwachten is. Rustig uitgelegd wat er gebeurt met ademhaling en handen.
    {Kin} en {kin2} zijn er. Koffie en een broodje gebracht, gevraagd hoe het met henzelf gaat.
    Ademhaling is oppervlakkig, handen en voeten zijn koud. Geen teken van pijn. Familie is gebleven en er is een bed bijgezet.
    ~De geestelijk verzorger heeft met {c} en de familie gebeden, op verzoek van {kin}.
  `),
  death: lines(`
    {C} is om {tijd} rustig overleden in bijzijn van {kin}. Arts gebeld en die heeft de dood vastgesteld. Samen met de familie de laatste verzorging gedaan, {c} draagt {b} mooiste {kleding}. Huiskamer en team ingelicht, kaars op tafel.
    Om {tijd} is {c} ingeslapen. {Kin} was erbij en is dankbaar voor de zorg. Dienstdoende arts heeft geschouwd. Uitvaartverzorger komt vanmiddag. Medicatie geteld en klaargezet voor de apotheek.
  `),
}

export const admission = {
  day: lines(`
    {C} is vandaag bij ons komen wonen. {Kin} en {kin2} waren mee en hebben de kamer ingericht met de eigen stoel, foto's en het schilderij. {C} keek de kat uit de boom. Om {t15-16} samen {drink} gedronken in de huiskamer. Medicatie, allergieën en afspraken nagelopen met {kin}. Voorlopig zorgplan gemaakt.
    Verhuisdag: {c} is om {t10-11} gekomen met {kin}. {P} was emotioneel bij het afscheid, daarna door een medebewoner aan tafel uitgenodigd. Gewogen en gemeten, huid nagekeken: gaaf. {B} spullen zijn gemerkt.
  `),
  first: lines(`
    Eerste nacht: {c} was drie keer wakker en wist niet waar {p} was. Lampje in de badkamer aangelaten.
    {C} zoekt nog de weg en vraagt waar het toilet is. Foto op de deur gehangen.
    {C} zat vandaag naast een bewoner die uit dezelfde [straat|stad|polder] komt. Ze hadden veel te bespreken.
    {C} zegt dat het hier "een net hotel" is, maar wil morgen naar huis.
    {C} begint te wennen. Kwam zelf naar de huiskamer en koos een plek bij het raam.
    {C} vraagt veel naar {kin}. Afgesproken dat {kin} elke avond om zeven uur belt.
    Kennisgemaakt als EVV-er met {c} en {kin}. Levensverhaal doorgenomen; {c} was {job} en is trots op {b} gezin. Belangrijk: {drink} zonder suiker, 's ochtends tijd nemen, elke dag naar buiten.
  `),
  doctor: soep(
    `
    Komt van huis omdat het niet langer ging: [dwalen 's nachts|vaak vallen|overbelaste partner|te weinig eten]. Zelf: "Ik moest van de kinderen."
    Geen pijn. Slaapt wisselend. {Kin} vertelt over toenemende vergeetachtigheid in twee jaar.
    `,
    `
    RR {rr}, pols {pols}, gewicht {gewicht} kg, lengte {lengte} cm. Hart: geen souffles. Longen schoon. Buik soepel. Huid gaaf. MMSE {9-24}/30.
    Verzorgde {vm}, wisselend georiënteerd. RR {rr}, sat {sat}%. Loopt met {aid}. Visus matig, gehoor met toestel.
    `,
    `
    {Diagnose}. Kwetsbaar, valrisico. Wilsbekwaam voor dagelijkse keuzes, niet voor behandelbeslissingen.
    {Diagnose}. Voorgeschiedenis doorgenomen, medicatie gesaneerd.
    `,
    `
    Behandelafspraken met {c} en {kin}: {reanimatie}, ziekenhuis alleen bij herstelbare aandoening. Lab. Fysiotherapie en psycholoog kennismaken. MDO over zes weken.
    {Reanimatie}. Slaapmiddel afbouwen. Vitamine D. Over twee weken terugzien.
    `,
  ),
}

export const moved = {
  leaving: lines(`
    {C} verhuist morgen naar {naar}. Spullen zijn ingepakt, {kin} helpt. Overdracht gedaan aan de collega's daar: zorgplan, medicatie, gewoontes en wat {o} rust geeft.
  `),
  arrived: lines(`
    {C} is vandaag verhuisd van {van} naar ons. Hielp zelf met het uitpakken van de foto's. Was wat onrustig tijdens het eten, daarna ging het goed. Warme overdracht gehad van {van}.
    Verhuizing vanaf {van} is goed gegaan. {C} herkent {b} stoel en klok en vond zo {b} plek. {Kin} is gebleven tot na het avondeten.
  `),
}

export const planTalk = lines(`
  Zorgleefplanbespreking met {c} en {kin}. Doelen nagelopen: 1) {c} voelt zich veilig: behaald, blijft staan. 2) {c} komt elke dag buiten: lukt vier van de zeven dagen, vrijwilliger gevraagd. 3) gewicht stabiel: {gewicht} kg, behaald. Akkoord van {kin}, mondeling.
  MDO met arts, psycholoog, fysiotherapeut en EVV-er; {kin} was aanwezig. Besproken: slapen, valrisico en wat {c} graag doet. Afspraken: slaapmiddel stoppen, twee keer per week gymgroep, muziek van {b} eigen lijst in de avond. Volgende MDO over een half jaar.
  Halfjaarlijkse evaluatie van het zorgplan. {C} is tevreden over de zorg, wil wel vaker {hobby}. Actie toegevoegd: woensdagmiddag met activiteitenbegeleider. Risico's nagelopen: vallen ja, huid nee, gewicht nee, mond ja (mondhygiënist), incontinentie ja, medicatie nee.`)

export const handover = lines(`
  Overdracht avond: {c} heeft vandaag weinig gedronken, tot nu toe {400-700/50} ml. Graag elk uur aanbieden.
  Overdracht: {kin} komt vanavond later, rond {t19-20}. Graag {c} nog even op laten.
  Graag vannacht letten op {c}: was vanmiddag kortademig, nu rustig. Saturatie {sat}%.
  Overdracht: {c} is vannacht laat in slaap gevallen, vanavond graag op tijd naar bed.
  Voor de avond: zalf voor de {lr} voet ligt op de wastafel, één keer smeren.
  Overdracht aan weekend: afspraak [tandarts|oogarts|pedicure] maandag {t9-11}, taxi is geregeld.
  Overdracht: nieuwe toedienlijst ligt in de map, let op de gewijzigde tijd van de avondmedicatie.
  Graag morgen wegen voor het ontbijt. Vandaag vergeten door drukte.`)
