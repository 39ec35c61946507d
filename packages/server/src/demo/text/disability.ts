import { lines, soepCases, topic } from './bank.ts'

/** Living together with support: the client is called by the given name. */
export const living = {
  morning: topic(
    'Ochtend',
    `
    {C} was op tijd uit bed en heeft zelf brood gesmeerd voor de dagbesteding.
    {C} kwam vrolijk naar beneden en had {b} tas al ingepakt.
    {C} wilde niet douchen. Afgesproken dat het vanavond gebeurt, op het planbord gezet.
    {C} at {ontbijt} en ruimde zonder vragen het bord af.
    {C} had slecht geslapen en was stil aan tafel. Iets meer tijd gegeven, toen kwam het op gang.
    ?man {C} heeft zichzelf geschoren, met spiegel en goed licht erbij.
    ?vrouw {C} koos {b} oorbellen en liet trots zien dat ze bij het shirt pasten.
    {C} was zenuwachtig voor [de tandarts|de invaller|het uitje|het gesprek op het werk]. Samen doorgenomen hoe het gaat.
    Samen met {c} de was gesorteerd voordat de bus kwam.
    {C} stond om {t7-8} klaar bij de deur, jas aan, klaar voor {b} werk.
    {C} vroeg of {p} vandaag thuis mocht blijven. Gekeken wat er speelde: moe van het weekend. Toch gegaan en dat viel mee.
    {C} was {b} bril vergeten en kwam er zelf voor terug.
    Wassen en tanden poetsen gingen vandaag helemaal zelf, lijstje op de spiegel helpt.
    {C} kreeg zalf op [de elleboog|de voet|het gezicht] en hield goed stil.
    {C} had moeite met opstaan. Na drie keer roepen en de wekker op de gang kwam {p} eruit.
    {C} heeft gedoucht met het stappenplan erbij. Alleen het haar uitspoelen was nog nodig.
    {C} koos zelf kleren, had eerst een korte broek aan. Samen naar het weer gekeken, toen een lange.
    {C} poetste de tanden met de zandloper, helemaal tot het einde.
    {C} stond al om {t6-7} beneden. Uitgelegd dat de begeleiding om half acht begint; op de kamer tv gekeken.
    {C} was boos omdat de cornflakes op waren. Even op de kamer geweest en daarna rustig {ontbijt} genomen.
    Medicatie aangereikt, {c} tekende zelf af op de lijst.
    `,
    `
    Zelf op tijd op, {ontbijt} gegeten.
    Vrolijk op, tas ingepakt.
    Wilde niet douchen, vanavond.
    Stil aan tafel, slecht geslapen.
    At {ontbijt}.
    Op tijd in de bus.
    Zalf gesmeerd.
    Spannend vanwege invaller.
    Moeite met opstaan, om {t7-8} [eruit|beneden].
    Gedoucht met stappenplan, {ontbijt} gegeten.
    Tanden gepoetst met zandloper.
    Medicatie ingenomen, zelf afgetekend.
    `,
  ),
  evening: topic(
    'Avond',
    `
    {C} hielp met koken: {warm}. Snijden gaat netjes met het kartelmes.
    {C} heeft de tafel gedekt en voor iedereen water ingeschonken.
    {C} at met smaak {warm} en wilde nog {toetje} toe.
    {C} vertelde honderduit over {hobby}.
    {C} was bezig met {hobby} en had ons niet nodig.
    {C} heeft met een huisgenoot gewandeld en kwam met een verhaal over een hond terug.
    {C} ging zelf naar de winkel voor [brood|shampoo|een kaart|chips] en kreeg het goede wisselgeld terug.
    {C} had hoofdpijn na het werk. Op bed gelegd met een nat washandje, na een uur was het over.
    {C} heeft gedoucht en haren gewassen, pyjama aan en op de bank.
    {C} was verdrietig omdat {kin} niet kon komen. Samen een nieuwe datum op de kalender gezet.
    {C} lachte hard om {tv}.
    {C} had mot met een huisgenoot om de badkamer. Uitgepraat met hulp van de gevoelskaarten.
    {C} wilde praten over verliefd zijn. Rustig gesprek gehad, komt ook in het plan.
    {C} heeft een kaart gemaakt voor de verjaardag van {kin}.
    {C} deed boodschappen met de begeleiding en wist zonder lijstje wat op was.
    {C} vroeg om eerder naar de kamer te mogen. Het is {o} te druk met bezoek.
    {C} oefende voor het optreden met [het koor|de trommelgroep|de toneelclub].
    {C} kreeg nieuwe medicatie en wilde weten waarvoor. Plaatje erbij gepakt, toen was het goed.
    {C} heeft het fietsbandje geplakt met de huismeester. Zwart tot aan de ellebogen en heel tevreden.
    {C} wilde alleen [soep|een boterham|pasta zonder saus] eten. Morgen weer wat groente proberen.
    {C} heeft de vaatwasser uitgeruimd zonder dat het gevraagd werd.
    {C} had een fijn telefoongesprek met {kin} en vertelde alles over de dag.
    {C} trok zich na het eten terug op de kamer met de koptelefoon. Dat had {p} nodig na de drukke dag.
    {C} ging naar [zwemmen|G-voetbal|de soos|de disco|het koor] en kwam met rode wangen terug.
    {C} wilde tot laat gamen. Afspraak van tien uur erbij gepakt, na wat mopperen ging het uit.
    {C} keek met de groep naar {tv} en deelde de chips.
    {C} vroeg steeds hoe laat {kin} zou bellen. Op het planbord gezet, daarna was het rustig.
    {C} heeft de kamer opgeruimd en gestofzuigd met een beetje hulp.
    {C} was moe en ging om {t20-21} al naar bed.
    {C} maakte ruzie met een huisgenoot over de afstandsbediening. Ieder apart gesproken, daarna hebben ze een hand gegeven.
    {C} speelde [Uno|sjoelen|Mario Kart] met de stagiair en won twee keer.
    `,
    `
    Meegeholpen met koken: {warm}.
    Tafel gedekt en {warm} gegeten.
    Bezig met {hobby}.
    At {warm}.
    Zelf naar de winkel geweest.
    Verdrietig, {kin} kon niet komen.
    Gedoucht, haren gewassen.
    Hoofdpijn, op bed gelegen, ging over.
    Gewandeld met huisgenoot.
    {tv} gekeken.
    Boodschappen gedaan[ met lijstje| zonder lijstje|, netjes afgerekend].
    Gebeld met {kin}[, vrolijk|, kort gesprek|].
    Op kamer, [koptelefoon op|gegamed|muziek geluisterd|tv gekeken].
    Naar [zwemmen|voetbal|de soos|dansen|het koor] geweest.
    Kamer opgeruimd[, zelf gestofzuigd|, bed verschoond|].
    Woordje met huisgenoot, uitgepraat.
    Om {t20-22} naar bed.
    `,
  ),
  contact: topic(
    'Contact',
    `
    {C} stelt veel vragen; kort antwoord en op het bord wijzen werkt.
    In contact met de groep [open|rustig|wat afwachtend].
    {C} zocht steeds de nabijheid van de begeleiding.
    {C} zei zelf sorry na een harde opmerking, dat is winst.
    {C} kan goed vertellen wat {p} wil als je even wacht.
    {C} reageerde goed op humor, een grapje haalt de spanning eraf.
    {C} luisterde geduldig naar een huisgenoot die lang van stof was.
    {C} gaf een compliment aan de stagiair.
    {C} hield afstand van de drukte en koos zelf een rustige plek.
    {C} maakte met gebaren duidelijk dat het genoeg was.
    `,
    `
    Goed contact.
    Veel vragen, bord gebruikt.
    Zocht nabijheid.
    Rustig in de groep.
    Trok zich terug.
    `,
  ),
  mood: topic(
    'Stemming',
    `
    Stemming was [vrolijk|ontspannen|wisselend|rustig|goed].
    {C} was in groen, de hele dienst.
    {C} was wat prikkelbaar, maar bleef in groen.
    {C} straalde toen het over {hobby} ging.
    {C} was moe van de dag en daardoor kort van stof.
    {C} vertelde dat {p} zich [blij|trots|een beetje zenuwachtig|fijn] voelt.
    {C} had binnenpretjes en zat te giechelen.
    {C} was even van slag door een sirene buiten.
    `,
    `
    Groen.
    Vrolijk.
    Wat moe.
    Prikkelbaar, bleef in groen.
    Ontspannen.
    `,
  ),
  night: topic(
    'Nacht',
    `
    {C} sliep bij alle rondes. Uitluistersysteem rustig.
    {C} kwam om {t2-3} beneden voor een glas water en ging weer naar bed.
    {C} had de muziek nog aan om {t23-24}. Uitgezet, {p} was al in slaap.
    {C} was om {t5-6} wakker en bleef op de kamer met de tablet.
    {C} had buikpijn om {t1-2}. Kruik gegeven en naar het toilet geweest, daarna geslapen.
    {C} droomde naar en riep. Even erbij gezeten tot het over was.
    Uitluistersysteem gaf een melding om {t3-4}: {c} praatte in de slaap.
    {C} kon niet slapen door spanning over morgen. Samen het programma nog eens doorgenomen.
    {C} had een nat bed, samen verschoond zonder er veel woorden aan te geven.
    `,
    `
    Rustige nacht.
    Goed geslapen.
    Om {t5-6} wakker, op kamer gebleven.
    Naar gedroomd, erbij gezeten.
    Buikpijn om {t1-2}, kruik gegeven.
    Eén keer beneden geweest.
    Melding om {t3-4}, niets aan de hand.
    Laat in slaap door spanning.
    `,
  ),
}

export const daytime = topic(
  'Dagbesteding',
  `
  {C} heeft in de houtwerkplaats {3-9} vogelhuisjes geschuurd. Werkt nauwkeurig.
  {C} hielp een collega die het moeilijk had. Dat gaf een mooi moment in de pauze.
  {C} leerde vandaag de [boormachine|kassa|naaimachine|maaier] bedienen, met de instructiekaart ernaast.
  {C} had moeite met de wisseling van groep, maar bleef rustig en vroeg om hulp.
  {C} bracht de bestellingen rond in de wijk met de bakfiets en een begeleider.
  {C} werkte aan de kaarsen: {10-40/5} stuks gegoten en netjes gelabeld.
  {C} had een rustige dag in de wasserij, handdoeken gevouwen en gestapeld op kleur.
  {C} wilde graag afwassen in plaats van serveren. Gedaan, en tegen het einde toch nog een tafel geholpen.
  {C} maakte een fout bij het inpakken en werd boos op zichzelf. Samen hersteld, fouten maken mag.
  {C} plantte bollen in de bakken voor het gebouw. Vergat even de tijd, zo'n plezier.
  {C} deed mee met de muziekgroep, speelt de trommel in de maat.
  {C} was moe en heeft een rustige taak gekregen: zaadjes sorteren. Dat ging goed.
  Evaluatie met {c}: {p} geeft het werk een [zeven|acht|negen], het geluid van de zaagmachine een twee.
  {C} fietste met de groep naar de kwekerij en hield goed het tempo.
  {C} heeft koekjes gebakken voor de open dag en keurig afgewogen.
  {C} werkte in de moestuin: onkruid gewied en de kas gesproeid. Rustig tempo, goede concentratie.
  {C} hielp in de lunchroom met de bediening. Durfde zelf bestellingen op te nemen.
  {C} heeft brood gebakken en was trots op het resultaat. Een gast gaf een compliment.
  {C} vond het te druk in de werkplaats en ging zelf naar de stilteplek. Na een kwartier weer meegedaan.
  {C} verzorgde de geiten en konijnen. Telt de dieren elke keer na.
  {C} heeft post rondgebracht op kantoor en wist alle namen.
  {C} werkte aan een schilderij voor de expositie. Veel blauw, daar wordt {p} rustig van.
  {C} deed mee met snoezelen en ontspande helemaal bij het watermatras.
  {C} heeft ingepakt voor de webwinkel: {20-60/5} dozen, dat is meer dan vorige week.
  {C} was snel afgeleid vandaag. Taak opgedeeld in drie stapjes met pictogrammen, toen lukte het.
  {C} weigerde te beginnen omdat de begeleider ziek was. Samen gekeken wie er wel was en op het bord gehangen.
  {C} kwam vrolijk binnen en had zelf aan het gereedschap gedacht.
  `,
  `
  Houtwerkplaats: {3-9} vogelhuisjes geschuurd.
  Moestuin, [onkruid gewied|geoogst|gezaaid|water gegeven].
  Kaarsen gegoten, {10-40/5} stuks.
  Wasserij, handdoeken gevouwen.
  Bakfiets rondgebracht.
  Muziekgroep, [trommel|zang|piano] gedaan.
  Moe, rustige taak.
  Bollen geplant.
  Nieuwe taak geleerd met kaart.
  Boos om fout, samen hersteld.
  [Koekjes|Brood|Cake|Appeltaart] gebakken.
  Lunchroom, [bediening|afwas|keuken|kassa] gedaan.
  Dieren verzorgd, [hokken uitgemest|geiten gevoerd|konijnen geborsteld].
  Te druk, stilteplek gebruikt, daarna verder.
  Ingepakt: {20-60/5} dozen.
  Snel afgeleid, stapjes helpen.
  Geschilderd, [veel blauw|een landschap|met stempels|aan het grote doek].
  `,
)

export const goals = lines(`
  Doel zelfstandig reizen: {c} is met de bus naar het centrum geweest. Ik reed een halte achter {o} aan. Uitstappen ging goed, inchecken was {p} vergeten.
  Doel koken: {c} heeft soep en tosti's gemaakt voor vier personen met het fotokookboek. Alleen hulp bij het fornuis.
  Doel geld: weekgeld geteld en in envelopjes gedaan. {C} snapt het verschil tussen sparen en uitgeven steeds beter.
  Doel boos zijn: {c} voelde de spanning aankomen en gebruikte {b} kaartje 'even weg'. Compliment gegeven!
  Doel persoonlijke verzorging: deze week {4-7} van de 7 dagen zelf gedoucht. Beloning gekozen: pannenkoeken eten.
  Doel contact: {c} heeft zelf een huisgenoot gevraagd om mee te gaan naar de film. Spannend, maar gelukt.
  Doel wonen: {c} oefende met de was. Sorteren gaat goed, programma kiezen met sticker op de knop.
  Doel bewegen: {c} wandelde {2-6} kilometer met de groep. Stappenteller is een goede stimulans.
  Doel dagritme: {c} gebruikt de nieuwe agenda op de tablet en vinkt zelf af. Minder vragen over wat er komt.
  Doel telefoon: afspraak was tot half tien. {C} leverde hem zelf in, drie avonden op rij.
  Doel koken: {c} heeft zelf boodschappen voor {warm} op de lijst gezet en niets vergeten.
  Doel zelfstandig reizen: {c} reisde vandaag alleen naar dagbesteding. Belde bij aankomst zoals afgesproken.
  Doel zelfstandig reizen: bus had vertraging, {c} raakte in paniek en belde ons. Samen aan de telefoon gewacht tot de volgende kwam.
  Doel boos zijn: drie keer deze week het stoplicht gebruikt, één keer was het te laat. Samen nagepraat met de tekening.
  Doel geld: {c} wilde een spel kopen van {20-60/5} euro. Uitgerekend hoeveel weken sparen dat is.
  Doel vriendschap: {c} heeft afgesproken met iemand van de soos. Koffie gedronken in de stad, begeleiding op afstand.
  Doel gezond eten: deze week {3-6} dagen fruit genomen. De weegschaal is geen vijand meer, zegt {p}.
  Doel schoonmaken: badkamer gedaan met de fotokaarten, alleen de douchecel nog samen.
  Doel communicatie: {c} wees op de spraakcomputer aan dat {p} buikpijn had. Eerste keer uit zichzelf!
  Doel zelfstandig wonen: een uur alleen in de oefenstudio geweest. {C} belde één keer om te vragen of het goed ging.`)

export const tension = {
  orange: lines(`
    Signalering: {c} zat in oranje. IJsberen, harde stem, steeds dezelfde vraag. Nabijheid geboden en prikkels weggenomen volgens signaleringsplan. Na {15-40/5} minuten terug in groen.
    {C} kwam gespannen thuis van dagbesteding (oranje). Eerst een half uur op de kamer met muziek, daarna kon {p} vertellen wat er was: een wijziging in de groep.
    {C} beet op de hand en wiegde. Overprikkeld na de verjaardag van een huisgenoot. Verzwaringsdeken gegeven, werd rustig.
  `),
  red: lines(`
    Incident: {c} heeft om {tijd} een stoel omgegooid en tegen een deur geschopt (rood). Huisgenoten naar boven, afstand gehouden, weinig woorden. Na een kwartier kwam {p} zelf naar ons toe. Niemand gewond. Nabesproken met {c} en {kin} gebeld. MIC gemaakt.
    {C} sloeg een begeleider op de arm toen het bezoek niet doorging. Volgens signaleringsplan fase rood: ruimte geven, één begeleider. Later excuses gemaakt. MIC gemaakt, gedragsdeskundige gemaild.
  `),
  expert: soepCases(`
    Team ziet vaker oranje, vooral bij wisselingen in het rooster. {C} zegt: "Ik weet niet wie er komt."
    {4-9} meldingen in zes weken, meestal rond het avondeten. Observatie: zoekt voorspelbaarheid, begrijpt gesproken uitleg deels.
    Spanning door onduidelijkheid.
    Planbord met foto's van begeleiders. Vast overgangsmoment na dagbesteding. Signaleringsplan aangepast, over zes weken evaluatie.

    {Kin} en team zien dat {c} vaker nee zegt.
    Bespreking met team en {kin}. Taken zijn lang en talig, {p} haakt na tien minuten af.
    Overvraging: tempo en taal liggen te hoog.
    Verwachtingen verlagen, kortere zinnen, tien seconden wachten. Team krijgt coaching op de werkvloer.

    {C} vertelt slecht te slapen en te piekeren over ruzie met een huisgenoot.
    Gesprek met tekeningen. Spanning loopt op in de avond, {c} kan goed aangeven wat helpt: muziek en even alleen.
    Spanning past bij conflict, geen stemmingsstoornis.
    Gesprek met beiden onder begeleiding. Kaartje 'even weg' ook in de avond gebruiken. Over drie weken terug.
  `),
}

export const seizure = lines(`
  {C} had om {tijd} een epileptische aanval van ongeveer {1-3} minuten: verstijven, daarna schokken. Op de zij gelegd, tijd bijgehouden. Geen noodmedicatie nodig. Daarna {1-2} uur geslapen. {Kin} en AVG-arts ingelicht.
  Absence tijdens het eten, {20-50/5} seconden wegstaren. Genoteerd op de aanvalslijst.
  Aanval van {4-5} minuten om {tijd}. Midazolam neusspray gegeven volgens protocol, na {1-2} minuten gestopt. Arts gebeld. {C} is moe en blijft vandaag thuis.`)

export const weekend = lines(`
  {C} is opgehaald door {kin} voor het weekend. Medicatie en logeertas mee.
  {C} kwam om {t18-20} terug van {kin}. Was moe en huilde even bij het afscheid, daarna uitgepakt en vroeg naar bed.
  Uitje naar [het strand|de dierentuin|de kermis|het voetbal|de speelgoedbeurs]. {C} heeft genoten, de drukte op de parkeerplaats was wel spannend.
  Weekend: {c} heeft [een taart gebakken|de fiets gepoetst|een puzzel van 500 stukjes gemaakt|de kamer anders ingericht] en was daar de hele dag mee bezig.
  {C} ging met de groep naar [de kerk|de rommelmarkt|de bowlingbaan|het bos]. {P} hield het goed vol.
  {C} kreeg bezoek van {kin}. Samen [pannenkoeken gegeten|een spelletje gedaan|naar het park geweest].
  {C} sliep uit tot {t10-11} en bleef lekker lang in pyjama.
  Rustige zondag: uitgeslapen, pannenkoeken gebakken en een film gekeken.
  {C} is met de begeleider nieuwe [schoenen|gympen|zomerkleren] gaan kopen. Paste drie paar en koos zelf.
  {C} heeft met {kin} gewandeld en een ijsje gegeten.`)

export const avgDoctor = soepCases(`
  Jaarlijkse controle. {C} heeft geen klachten, begeleiding vraagt naar het gewicht.
  Gewicht {gewicht} kg, RR {rr}, pols {pols}. Hart en longen g.b. Werkt goed mee met voorbereiding in pictogrammen.
  Overgewicht, verder gezond.
  Diëtist, drie keer per week bewegen. Lab schildklier en vitamine D.

  Begeleiding ziet dat {c} vaker aan het oor zit.
  Oren: [links|rechts] prop, gehoorgang rustig. Temp {temp}.
  Cerumenprop.
  Oor uitgespoten. Elk half jaar laten nakijken.

  Medicatiecontrole. {Kin} vindt {o} wat suf.
  RR {rr}, pols {pols}, gewicht {gewicht} kg. Geen stijfheid of onrust in armen en benen.
  Mogelijk bijwerking van risperidon.
  Risperidon met een kwart verlagen. Begeleiding houdt gedragslijst bij, over vier weken evaluatie met gedragskundige.

  Buikpijn, gaat weinig naar het toilet.
  Buik bol, soepel, geen drukpijn. Laatste ontlasting {4-6} dagen geleden.
  Obstipatie.
  Movicolon 2dd, extra drinken, toilettraining na het ontbijt. Bij braken direct bellen.

  {C} heeft een rode plek tussen de tenen, jeukt.
  Verweekte huid tussen de vierde en vijfde teen, schilfering. Voeten klam in de gympen.
  Zwemmerseczeem.
  Miconazolcrème 2dd, vier weken. Droge sokken, teenslippers onder de douche.
`)

export const supportTalk = lines(`
  Ondersteuningsplanbespreking met {c} en {kin}. {C} had zelf tekeningen gemaakt van wat {p} wil: een eigen sleutel en een baan. Doelen: zelfstandig reizen, koken, omgaan met boosheid. Alle drie krijgen een eigen stappenplan. Akkoord van {c} (handtekening) en {kin}.
  Halfjaarlijkse evaluatie: dagbesteding bevalt, {c} wil een extra dag in de lunchroom. Zorg over gewicht; afspraak met diëtist. {Kin} is tevreden over het contact, wil elke vrijdag een berichtje.`)

export const movesOut = lines(`
  {C} is vandaag verhuisd naar {b} nieuwe woonplek, dichter bij {kin}. De groep heeft {o} uitgezwaaid met een fotoboek. Warme overdracht geweest, signaleringsplan en medicatie meegegeven.
  Afscheid van {c}: {p} gaat zelfstandig wonen met ambulante begeleiding. Taart gegeten, sleutel ingeleverd. Nieuwe begeleiders hebben alle informatie.
  Laatste dag van {c} op dagbesteding. {P} begint maandag bij een andere werkplek. Collega's hebben een vogelhuisje meegegeven.`)

export const parentContact = lines(`
  Gebeld met {kin} over het weekend. {C} mag een nacht blijven slapen; medicatie gaat mee.
  {Kin} vraagt of {c} mee kan op vakantie in de zomer. Data doorgegeven aan de groepsleiding.
  Berichtje gestuurd naar {kin} met een foto van {b} werk in de houtwerkplaats. Leuke reactie terug.
  {Kin} belt dat het bezoek van zaterdag niet doorgaat. Samen bedacht hoe we dat aan {c} vertellen.
  Oudergesprek met {kin}: complimenten over de zelfstandigheid. Wens: vaker samen eten op de groep.
  {Kin} heeft nieuwe zomerkleren gebracht. Gemerkt en in de kast gelegd, {c} wilde alles meteen aan.
  Gebeld met {kin} over de tandarts: narcose is nodig, datum volgt. {Kin} gaat mee.
  {Kin} vraagt hoe het op dagbesteding gaat. Doorverbonden met de begeleider daar, die belt terug.
  {Kin} maakt zich zorgen over het gamen. Afspraken nog eens op papier gezet en samen met {c} besproken.
  Overleg met {kin}, tevens mentor, over de nieuwe medicijnen. Akkoord gegeven na uitleg van de AVG-arts.`)
