import { lines, soep, soepCases, topic } from './bank.ts'

/** Care at home: a visit has a reason, and the carer sees what is in the house. */
export const visitFor = {
  wash: topic(
    'ADL',
    `
    {C} geholpen met douchen. Droogt zichzelf af, rug en voeten overgenomen en ingesmeerd.
    {C} zat op de rand van het bed te wachten. Hulp bij opstaan, daarna aan de wastafel gewassen.
    ?vrouw Haren gewassen en in de krul gezet, {c} kijkt dan tevreden in de spiegel.
    {C} waste zichzelf vandaag van top tot teen, ik stond erbij voor de zekerheid.
    Gedoucht en schoon ondergoed aan. Wasmachine aangezet op verzoek van {c}.
    ?vrouw Bij het wassen gezien dat de huid onder de borst rood is. Zinkzalf gesmeerd, morgen weer kijken.
    {C} vertelde onder het wassen over [de buren|de kleinkinderen|vroeger|{b} jeugd]. Geen bijzonderheden aan de huid.
    {C} had de knoopjes van het vest scheef, samen om gelachen en opnieuw gedaan.
    {C} wilde snel klaar zijn want {kin} zou komen. Aan de wastafel gewassen, nette [blouse|trui] aan.
    ~{C} voelde zich licht in het hoofd onder de douche. Op de kruk laten zitten, RR {rr}. Na een glas water ging het weer.
    ~Handdoekrek zat los. {Kin} gevraagd het te repareren, tot die tijd geen steun aan nemen.
    Voeten in een bad van lauw water gedaan en nagels gevijld. Daar geniet {c} van.
    Benen ingesmeerd, op de [linker|rechter]scheen een droge plek. Verder gave huid.
    {C} zat al klaar in de badjas. Gewassen aan de wastafel en geholpen met aankleden.
    {C} wilde vandaag niet douchen vanwege de kou in de badkamer. Aan de wastafel gewassen, kacheltje aangezet.
    ~Douchen ging goed met de nieuwe douchestoel. {C} voelt zich er veilig op.
    {C} had zich zelf al gewassen. Geholpen met de steunkousen en een schoon bed.
    {C} doet steeds meer zelf: bovenlichaam gewassen en aangekleed. Alleen nog toezicht bij het in- en uitstappen.
    ~?partner {Partner} had het bad al laten vollopen. Uitgelegd dat in bad stappen niet veilig is; samen gekozen voor de douche.
    {C} was moe na een slechte nacht. Alleen het hoognodige gedaan, morgen douchen.
    `,
    `
    Gedoucht, rug en voeten overgenomen.
    Douche, haren gewassen.
    Zelf gewassen, toezicht gehouden.
    Wastafel, bovenlichaam zelf.
    Nagels gevijld, voeten ingesmeerd.
    ?vrouw Smetplek onder borst, zinkzalf.
    Wilde niet douchen vandaag.
    Aan wastafel gewassen i.p.v. douchen.
    Geholpen met wassen en kousen.
    Toezicht bij douchen, deed alles zelf.
    Bed verschoond, had zich al gewassen.
    ADL, g.b.
    `,
  ),
  stockings: topic(
    'Kousen',
    `
    Steunkousen aangetrokken. Benen zijn slank en de huid is gaaf.
    Kousen uit en benen ingesmeerd. Geen afdrukken, enkels iets dikker dan vanochtend.
    Kousen aangedaan met de easy-slide. {C} hielp mee door {b} voet te strekken.
    Kousen aan, maar eerst de voeten goed gedroogd: tussen de tenen was het klam.
    {C} had het koud aan de voeten; sokken over de kousen gedaan.
    Bij het aantrekken van de kousen gezien dat de [linker|rechter]enkel wat dikker is. Benen hoog geadviseerd.
    {C} zat met de benen op de voetenbank te wachten, zo gaan de kousen makkelijk aan.
    ~De kousen waren nog nat van de was. Het reservepaar gebruikt.
    ~De kousen zijn versleten, de elastiek is eruit. Leverancier gebeld voor een nieuwe meting.
    {C} vroeg of het vandaag zonder kousen mag vanwege [een verjaardag|de kerk|bezoek]. Uitgelegd waarom ze nodig zijn, toch aangetrokken.
    Kousen aangetrokken en meteen de pantoffels nagekeken; de zolen zijn nog goed.
    {C} oefende met het aantrekhulpmiddel. Links lukt al zelf, rechts nog hulp nodig.
    ~{C} had de kousen gisteren zelf uitgedaan en de hele nacht droog gehouden. Weer aangetrokken, voeten nagekeken.
    ~Kousen vervangen door het nieuwe paar van de leverancier, zit goed.
    ~Rechterkous zat afgezakt en gaf een striem. Opnieuw aangetrokken, morgen kijken.
    {C} deed de deur open met de kousen al klaar over de stoel.
    `,
    `
    Kousen aan, huid gaaf.
    Kousen uit. Geen oedeem.
    Kousen aan met easy-slide.
    Kousen aan, tussen tenen droog gemaakt.
    Enkel [links|rechts] wat dikker, benen hoog geadviseerd.
    Links zelf, rechts geholpen.
    Kousen uit, benen gesmeerd.
    Geoefend met aantrekhulp.
    ~Nieuw paar in gebruik.
    Kousen aan. Enkels slank.
    ~Striem rechts, morgen kijken.
    `,
  ),
  medication: topic(
    'Medicatie',
    `
    Medicatie uit de baxterrol gegeven en zien innemen.
    Medicatie aangereikt met een bakje appelmoes. {C} nam alles in.
    {C} had de medicatie al klaargelegd op een schoteltje. Nagekeken en dat klopte.
    Medicatie gegeven en afgetekend. {C} vroeg waar de witte pil voor is; uitgelegd.
    ?diabeet Insuline gespoten in de [linker|rechter]bovenbuik. Glucose nuchter {5.8-9.7}.
    ?diabeet Glucose gemeten, {6.2-12.4}. {C} at daarna {ontbijt}.
    ~?diabeet Glucose {3.2-3.9}, {c} was trillerig. Limonade en een boterham gegeven, na kwartier {5.1-6.8}. Huisarts ingelicht.
    ?druppels Ogen gedruppeld, [rechts|links] wat rood. In de gaten houden.
    ~Verschil tussen toedienlijst en rol: apotheek gebeld, wordt vanmiddag hersteld.
    ~De rol van gistermiddag lag nog op tafel. Apotheek gebeld: niet alsnog geven. {C} was het vergeten.
    ?diabeet Insuline gespoten, {14-32/2} EH, glucose {6.1-11.8}. {C} had ontbeten.
    ~De dispenser gaf een melding; {c} had hem niet gehoord. Volume harder gezet.
    ?druppels Oogdruppels gegeven in beide ogen. {C} houdt goed stil.
    Pleister verwisseld op de [linker|rechter]schouder, datum erop gezet.
    ~Nieuwe medicatie binnen. Toedienlijst nagekeken met een collega en in de map gedaan.
    ?plaspil {C} wilde {b} plaspil pas na het bezoek aan de kapper nemen. In overleg later gegeven.
    `,
    `
    Med. gegeven uit rol.
    Med. aangereikt, afgetekend.
    Med. ingenomen met appelmoes.
    ?diabeet Glucose {6.2-12.4}, insuline gespoten.
    ?druppels Ogen gedruppeld.
    ?diabeet Insuline {14-32/2} EH, glucose {6.1-11.8}.
    ?druppels Oogdruppels gegeven.
    ~Rol van gisteren niet ingenomen, apotheek gebeld.
    Pleister verwisseld.
    Dispenser bijgevuld.
    `,
  ),
  catheter: topic(
    'Katheter',
    `
    Katheterzak verwisseld, urine helder. Insteekopening rustig.
    {C} had pijn aan de katheter. Slang zat strak, opnieuw vastgezet op het bovenbeen.
    Nachtzak afgekoppeld, {700-1300/50} ml heldere urine.
    Blaas gespoeld volgens voorschrift, spoelvloeistof kwam terug.
    Urine is donker, {c} drinkt te weinig. Kan water op tafel gezet en afgesproken: voor het eten leeg.
    `,
    `
    Nachtzak af, {700-1300/50} ml helder.
    Blaas gespoeld, g.b.
    Zak verwisseld.
    Urine donker, meer drinken geadviseerd.
    `,
  ),
}

/** What the carer meets besides the work itself. */
export const atHome = topic(
  'Situatie',
  `
  {C} had de koffie klaar en vertelde over {hobby}.
  {C} was in een goede bui en zong mee met de radio.
  {C} zat aan tafel met {hobby}. Fijn om {o} zo bezig te zien.
  {C} klaagde over {b} knieën, het traplopen gaat moeizaam. Advies: boven slapen wel, overdag beneden blijven.
  {C} had vannacht slecht geslapen door [de wind|de kat|een telefoontje|pijn in de heup].
  {C} was verdrietig: vandaag is de sterfdag van {b} {gemis}. Even bij {o} gezeten.
  {C} at {ontbijt} terwijl ik de kousen opruimde.
  {C} had zelf boodschappen gedaan met de scootmobiel. Trots op de aanbieding.
  {C} vroeg of de ramen open mochten, het rook muf. Even gelucht.
  {C} heeft vanmiddag een afspraak bij de [tandarts|oogarts|fysiotherapeut|kapper]; {kin} rijdt.
  {C} had een brief van het ziekenhuis gekregen. Samen gelezen en in de zorgmap gedaan.
  Gesproken over de maaltijden: {c} eet nu vier keer per week van de maaltijdservice en vindt het goed te eten.
  Geprobeerd {kin} te bellen over de voorraad handschoenen en zalf, ingesproken op de voicemail.
  {C} vertelde dat de huisarts geweest is. RR was goed, over drie maanden terug.
  {C} wist niet meer welke dag het was, met de kalender erbij weer wel.
  Nieuw: {c} gebruikt de tablet om te beeldbellen met {kin}. Dat gaat verrassend goed.
  {C} heeft trek in gezelschap en gaat morgen naar de koffieochtend in het buurthuis.
  Planten water gegeven op verzoek, verder huis opgeruimd en warm.
  ~De rookmelder piepte. Batterij vervangen door de buurman.
  ~De wc-bril zat los, woningbouw gebeld.
  {C} kijkt uit naar het weekend, dan komt {kin} eten.
  {C} had pijn in de rug na het stofzuigen. Afgesproken dat de hulp dat voortaan doet.
  {C} oogt magerder. Gewogen: {gewicht} kg. Volgende week opnieuw.
  {C} zei dat {p} zich [opgelucht|een beetje beter|niet zo fit|moe maar tevreden] voelt.
  ~De koelkast was bijna leeg. {Kin} gebeld, die doet vanmiddag boodschappen.
  ~{C} heeft slecht gegeten: de maaltijd van gisteren stond nog in de magnetron.
  ~{C} voelt zich eenzaam sinds de buurvrouw verhuisd is. Verteld over het eettafelproject in het buurthuis.
  ~?partner {Partner} maakt een vermoeide indruk. Gevraagd hoe het met {opartner} gaat; gesprek met de wijkverpleegkundige voorgesteld.
  ~De thermostaat stond op {15-17} graden. Samen hoger gezet en een vest gehaald.
  ~De post lag ongeopend op tafel. {C} vindt de brieven lastig. {Kin} helpt daar in het weekend mee.
  {C} liep met de {aid} naar de deur, dat ging vlot.
  ~{C} was vergeten dat ik zou komen en schrok van de sleutel. Even rustig zitten en voorstellen.
  ~Kat zat in de gordijnen, {c} moest er hartelijk om lachen.
  {C} draagt de alarmering niet. Uitgelegd waarom dat belangrijk is, halszender omgedaan.
  ~{C} vertelde dat {p} gisteren bijna was gevallen over de drempel. Advies gegeven en ergotherapeut gevraagd.
  ?dagbesteding {C} zag er goed uit en had zin in de dagbesteding. Taxi was op tijd.
  ~Er stond een pan op het vuur, het gas stond nog aan. {Kin} ingelicht; overleg over een inductieplaat.
  {C} doet de was weer zelf. Trots laten zien hoe het gevouwen is.
  {C} had bezoek van {kin}, gezellig. Zorg in de slaapkamer gedaan.
  De buurman heeft de container buitengezet. Fijn dat er zo op {c} gelet wordt.
  {C} vroeg om een andere tijd op donderdag vanwege de kapper. Doorgegeven aan de planning.
  {C} keek naar {tv} en had liever dat ik later kwam. Volgende keer rond {t9-10}.
  `,
  `
  ~Koelkast bijna leeg, {kin} gebeld.
  Goede bui.
  Slecht geslapen.
  Kijkt uit naar bezoek {kin}.
  Bezig met {hobby}.
  Ging met {kin} naar de [tandarts|oogarts|kapper].
  Gewogen: {gewicht} kg.
  Wist dag niet, kalender gebruikt.
  Boodschappen zelf gedaan.
  Alarm niet om, uitleg gegeven.
  Goede indruk, koffie gedronken.
  ?partner {Partner} vermoeid, aandachtspunt.
  ?dagbesteding Ging naar dagbesteding.
  Maaltijd van gisteren niet gegeten.
  Vergeten dat we kwamen.
  Andere tijd gevraagd voor do., planning ingelicht.
  Huis koud, verwarming hoger gezet.
  G.b.
  `,
)

export const homeEvening = topic(
  'Avond',
  `
  ?gebit Avondzorg: geholpen met uitkleden, pyjama aan, gebit in het bakje.
  {C} was moe van de dag en wilde meteen naar bed. Om {t19-21} geholpen.
  {C} had visite; kousen in de slaapkamer uitgedaan, daarna weer aangeschoven.
  {C} vertelde over de dag: [kaarten in het buurthuis|bezoek van de kleinkinderen|een wandeling met {kin}|niets bijzonders].
  {C} heeft {warm} gegeten, het bord stond leeg op het aanrecht.
  Kousen uit, voeten ingesmeerd, kruik in bed gelegd.
  Telefoon aan de oplader gelegd en het alarm getest, werkt goed.
  {C} lag al op de bank in pyjama. Kousen uit, medicatie gegeven, achterdeur gecontroleerd.
  {C} wil nog opblijven voor {tv}. Kousen uit en alles binnen handbereik gezet.
  {C} naar bed geholpen om {t20-22}. Alarm om, telefoon op het nachtkastje.
  ?partner {Partner} helpt met de pyjama, wij alleen met de kousen. Gaat goed zo.
  ~{C} was bang in het donker door de storm. Even gebleven en {kin} laten bellen.
  ?druppels Oogdruppels en medicatie gegeven, gordijnen dicht, deur op het nachtslot.
  `,
  `
  Naar bed geholpen, alarm om.
  Om {t19-21} naar bed.
  Kousen uit, voeten gesmeerd.
  Had visite, alleen kousen uit.
  Kousen uit, med. gegeven.
  Blijft nog op, alles binnen bereik.
  Avondzorg gegeven, g.b.
  Deur op slot, sleutel terug in kluis.
  `,
)

/** A fall at home: found at the next visit, or through the alarm. */
export const homeFall = lines(`
  {C} vertelde dat {p} vannacht gevallen is bij het opstaan en zelf weer overeind kwam. Blauwe plek op de [heup|knie|onderarm], kan alles bewegen. RR {rr}, pols {pols}. Huisarts gebeld, die komt vanmiddag kijken. {Kin} ingelicht.
  Alarmmelding: {c} lag om {tijd} op de grond in de [keuken|badkamer|slaapkamer]. Aanspreekbaar, geen pijn bij bewegen, niet op het hoofd. Met twee collega's en de tilhulp overeind geholpen. RR {rr}. Huisartsenpost gebeld: geen beoordeling nodig, bij klachten bellen. {Kin} is onderweg. Melding gemaakt.
  Trof {c} op de grond aan naast het bed. {P} lag er volgens eigen zeggen een uur en had het alarm niet om. Koud, wel helder. Ambulance gebeld, nagekeken en thuis gebleven. {Kin} gebeld. Afspraak: halszender ook 's nachts om.
  {C} is gestruikeld over [de drempel|het kleedje|de kat] en had een schaafwond aan de elleboog. Schoongemaakt en verbonden. Geschrokken, thee gezet en even gebleven. {Kin} en huisarts op de hoogte.
`)

export const homeNoAnswer = lines(`
  Niet open gedaan om {t8-10}. Gebeld: geen gehoor. Met de sleutel uit de kluis naar binnen, {c} lag nog in bed en had niets gehoord. Alles goed.
  {C} was niet thuis. {Kin} gebeld: {p} was mee naar de markt en vergeten af te bellen.
  Deur zat op het nachtslot. {C} kwam na tien minuten zelf opendoen, wat duf. RR {rr}. Medicatie bleek dubbel ingenomen, huisarts gebeld: alleen observeren.`)

export const districtNurse = {
  assessment: soep(
    `
    {C} wil zo lang mogelijk thuis blijven. Heeft moeite met [douchen|de kousen|de medicatie] sinds [de val|de operatie|de zomer].
    {Partner} en {kin} willen meer zekerheid in de ochtend.
    `,
    `
    Woning gelijkvloers, drempels in de gang, badkamer met beugels. Loopt met {aid}. RR {rr}, pols {pols}, gewicht {gewicht} kg. Geheugen: vergeet afspraken.
    ADL deels zelfstandig. Medicatie in huis niet overzichtelijk: drie halfvolle doosjes. Netwerk: {kin}, buren.
    `,
    `
    Zorg nodig bij persoonlijke verzorging en medicatie; eigen regie blijft bij {c}.
    Kwetsbaar door vallen en vergeten. Omaha-gebieden: persoonlijke zorg, medicatie, neuro-musculaire functie, mantelzorg.
    `,
    `
    Zorg: elke ochtend 25 minuten, avond 10 minuten. Baxter aangevraagd. Aantrekhulp proberen. Evaluatie over zes weken.
    Indicatie gesteld. Doel: {c} doucht over acht weken zelf met toezicht. Valpreventie via fysiotherapeut. Kennismaking casemanager.
    `,
  ),
  evaluation: soepCases(`
    {C} is tevreden en vindt het fijn als het dezelfde mensen zijn.
    Kousen lukken met hulpmiddel aan één kant. RR {rr}, pols {pols}. Geen val geweest.
    Doel deels behaald. Omaha persoonlijke zorg: kennis 3 naar 4, gedrag 3, status 4.
    Avondmoment [één|twee] keer per week minder. Over zes weken opnieuw bekijken.

    "Het gaat beter dan ik dacht." {Kin} ziet ook vooruitgang.
    Doucht met toezicht, droogt zelf af. Gewicht {gewicht} kg. Loopt binnen met {aid}.
    Zelfredzaamheid neemt toe.
    Douchen van drie naar twee keer per week. {C} belt als het niet gaat.

    {C} vindt het moeilijk dat {p} steeds meer hulp nodig heeft.
    Vergeet afspraken, {2-5} keer medicatie niet ingenomen in een maand. RR {rr}, gewicht {gewicht} kg.
    Achteruitgang in geheugen, meer toezicht nodig.
    Extra moment tussen de middag voor maaltijd en medicatie, vanaf maandag. Huisarts gebeld: verwijzing geriater.

    {C} heeft geen klachten en wil alles zo houden.
    Medicatietrouw is goed sinds de dispenser. RR {rr}, pols {pols}. Huid gaaf.
    Stabiel.
    Zorg blijft gelijk. Over drie maanden evaluatie.

    {Partner} kan het thuis niet meer alleen aan, slaapt weinig.
    EDIZ {6-9}: zwaar belast. {C} is 's nachts vaak op. Netwerk: {kin2} twee keer per week.
    Overbelasting van de mantelzorger.
    Casemanager gevraagd, dagbesteding twee dagen, respijtzorg besproken. Gesprek met {kin} gepland.

    Is bang om te vallen sinds de natte tegels bij de achterdeur.
    TUG {15-28} seconden. Losse kleedjes in de gang, drempel achterdeur {4-6} cm. RR liggend {rr}.
    Verhoogd valrisico, deels door de woning.
    Fysiotherapeut voor valtraining, ergotherapeut voor drempelhulp, kleedjes weg. Halszender dragen.
  `),
  wound: soep(
    `
    {C} merkt dat de wond minder trekt. NRS {pijn}.
    Pijn bij verwisselen valt mee.
    `,
    `
    Wond {plek}, {maat}. Rood wondbed, rand rustig. Enkelomtrek {21-27} cm.
    {plek} {maat} (vorige keer {vorige}). Matig vocht, geen geur, zwachtel zat goed.
    `,
    `
    Geneest langzaam, past bij vaatlijden.
    Genezing verloopt volgens verwachting.
    `,
    `
    Zwachtelen blijft, om de dag wondzorg. Foto naar wondverpleegkundige.
    Twee keer per week verwisselen, been hoog in rust, lopen stimuleren.
    `,
  ),
}

export const hospitalHome = lines(`
  {C} is gisteren thuisgekomen uit het ziekenhuis na {reden}. Overdracht gelezen, medicatie aangepast. {P} is slap en blijft vandaag in de stoel. Extra moment in de middag afgesproken voor twee weken.`)

export const homeDeath = lines(`
  {C} is vannacht thuis overleden, in het bijzijn van {kin}. Huisarts heeft geschouwd. Samen met {kin} de laatste zorg gegeven. Hulpmiddelen worden opgehaald, sleutel teruggegeven.
  {Kin} belde om {tijd}: {c} is rustig ingeslapen in {b} eigen bed. Laatste verzorging gedaan met {kin}. Nagesprek gepland.`)

export const careEnds = lines(`
  Laatste zorgmoment. {C} kan het nu zelf, met de aantrekhulp en de douchestoel. Afscheid genomen met koffie. Sleutel teruggegeven, dossier wordt gesloten.
  {C} verhuist morgen naar een ander verpleeghuis, dichter bij {kin}. Overdracht geschreven en meegegeven. Zorg gestopt.
  Zorg in overleg beëindigd: doelen behaald. {C} weet dat {p} altijd weer mag bellen.`)
