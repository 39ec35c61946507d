import { topic } from './bank.ts'

/** Mood, for everybody. */
export const mood = {
  good: topic(
    'Stemming',
    `
    {C} was opgewekt en maakte grapjes.
    {C} had een goed humeur en zat te [neuriën|fluiten] bij het raam.
    {C} zocht contact met de anderen aan tafel en lachte veel.
    {C} was helder vanochtend en wist welke dag het was.
    {C} vertelde honderduit over vroeger, toen {p} {job} was.
    {C} gaf mij een knipoog en zei dat {p} het hier "best uithoudt".
    {C} zat tevreden met {b} {drink} voor het raam naar buiten te kijken.
    ?vrouw {C} genoot van de aandacht tijdens het [haren kammen|insmeren van de handen|nagels lakken].
    {C} was vriendelijk in contact en bedankte voor alles.
    {C} had zin in de dag en vroeg zelf wat er op het programma stond.
    Prettige stemming. {C} begon zelf over {hobby}.
    {C} keek rustig om zich heen en reageerde blij op bekende gezichten.
    {C} zong mee met {lied}.
    `,
    `
    Stemming goed.
    Opgewekt, maakt grapjes.
    Vriendelijk in contact.
    Rustig en tevreden.
    Vrolijk, zong mee.
    Helder en aanspreekbaar.
    Goede bui, veel verteld over vroeger.
    `,
  ),
  gloomy: topic(
    'Stemming',
    `
    {C} was stil en keek somber. Op de vraag hoe het gaat zei {p}: "Het hoeft van mij niet meer zo."
    {C} moest huilen toen het over {b} {gemis} ging. Bij {o} gaan zitten en geluisterd.
    {C} bleef liever op de eigen kamer en wilde geen [bezoek|gezelschap].
    {C} zegt zich een last te voelen voor de kinderen. Lang mee gepraat.
    {C} had nergens zin in. Na aandringen toch even in de huiskamer geweest.
    {C} mist thuis en vroeg waarom {p} hier moet zijn. Afgeleid met {hobby}, dat hielp even.
    {C} ligt veel op bed en sluit de ogen als je binnenkomt.
    {C} was emotioneel na het telefoontje met {kin}.
    {C} gaf aan slecht te slapen en veel te piekeren. Doorgegeven aan de verpleegkundige.
    `,
    `
    Somber, weinig initiatief.
    Verdrietig, steun gegeven.
    Bleef op kamer, wilde geen gezelschap.
    Huilde even, gesprekje gehad.
    Stil en teruggetrokken.
    Stemming laag, mist thuis.
    `,
  ),
  flat: topic(
    'Stemming',
    `
    {C} was wat stiller dan we gewend zijn.
    {C} sliep veel in de stoel en was moeilijk te boeien.
    {C} mopperde op alles en iedereen, maar kon er later om lachen.
    {C} was moe en wilde met rust gelaten worden.
    {C} reageerde kortaf. Even laten, na de {drink} was het over.
    `,
    `
    Wat stil vandaag.
    Moe, veel in stoel geslapen.
    Mopperig, trok bij na de {drink}.
    Afwezig.
    `,
  ),
}

/** What dementia does, and what helps. */
export const dementia = {
  searching: topic(
    'Gedrag',
    `
    ?loopt {C} zocht {b} moeder en stond met de jas aan bij de deur. Samen een rondje gelopen en over vroeger gepraat, daarna ging {p} weer zitten.
    {C} wilde naar huis omdat de kinderen uit school komen. Meegegaan in het verhaal en {drink} aangeboden.
    {C} vroeg wel tien keer waar {kin} was. Telkens kort en hetzelfde antwoord geven geeft de meeste rust.
    {C} dacht dat {p} naar {b} werk moest. Gevraagd wat {p} daar deed; als {job} kan {p} daar veel over vertellen.
    ?loopt {C} was de kamer kwijt en kwam bij een medebewoner binnen. Rustig teruggebracht, foto op de deur wijst de weg.
    ?loopt {C} liep met een tas vol spullen over de gang. {P} liet zich afleiden met {huiskamerwerk}.
    {C} herkende {kin} niet meteen en schrok daarvan.
    `,
    `
    ?loopt Zoekt moeder, afgeleid met wandelen.
    Wil naar huis, {drink} gedronken en daarna rustig.
    Vraagt steeds naar {kin}. Kort antwoord werkt het best.
    ?loopt Kwam op kamer van medebewoner, teruggebracht.
    ?loopt Dwaalt met tas over de gang, afgeleid.
    `,
  ),
  restless: topic(
    'Gedrag',
    `
    ?loopt {C} was vanaf {t15-17} onrustig, liep heen en weer en trok aan deuren. Buiten wandelen hielp.
    {C} riep veel. Geen oorzaak gevonden: geen pijn, toilet geweest, gedronken. Met de muziek van {b} eigen lijst aan werd het beter.
    {C} was boos op een medebewoner die op {b} plek zat. Andere stoel aangeboden, daarna was het over.
    {C} werd onrustig van de drukte in de huiskamer. Op eigen kamer met {lied} aan kwam {p} tot rust.
    {C} trok steeds aan de kleding en de tafelkleden. Friemelkussen gegeven, daar was {p} een half uur mee bezig.
    Aan het eind van de middag weer onrust. {B} gordijnen dicht, lampen aan en even bij {o} zitten helpt.
    {C} verzamelt bestek en servetten. Aan het eind van de dienst samen teruggelegd.
    {C} tikte met de beker op tafel tot er iemand kwam. Nabijheid geven werkt.
    `,
    `
    ?loopt Onrustig vanaf {t15-17}. Wandelen hielp.
    Roept veel, geen aanwijzing voor pijn. Muziek aangezet.
    Boos op medebewoner, uit elkaar gezet.
    Friemelkussen gegeven, werd rustiger.
    Drukte in huiskamer te veel, op eigen kamer tot rust.
    Onrust eind middag, nabijheid geboden.
    `,
  ),
  resistive: topic(
    'Gedrag',
    `
    {C} wilde niet geholpen worden en sloeg naar mijn hand. Weggegaan en na een kwartier opnieuw geprobeerd met een collega, toen was het goed.
    Verzet bij het uitkleden. {C} zei: "Dat gaat jou niks aan." Handdoek om de schouders gehouden, dat geeft minder kou en schaamte.
    {C} schold tijdens de zorg. Rustig gebleven en het onderlichaam later gedaan.
    {C} hield de kleding vast bij het wassen. Zelf het washandje in de hand geven werkt beter dan praten.
    {C} laat zich liever door een [vrouwelijke|vertrouwde] collega helpen. Vandaag geruild en dat ging goed.
    {C} kneep tijdens de verzorging. Volgens het gedragsplan: pauze nemen, benoemen, opnieuw beginnen.
    `,
    `
    Afwerend bij ADL, na kwartier opnieuw, toen goed.
    Verzet bij uitkleden, handdoek om helpt.
    Schold, rustig gebleven.
    Kneep tijdens zorg, pauze genomen volgens gedragsplan.
    Geruild met collega, daarna ging het.
    `,
  ),
  sweet: topic(
    'Welbevinden',
    `
    ?vrouw {C} wiegde de pop en zong er zachtjes bij.
    {C} aaide de kat van de afdeling een half uur lang.
    ?loopt {C} danste met mij op {lied}. {P} kent de tekst nog helemaal.
    {C} hield mijn hand vast en zei: "Jij bent een lieverd."
    {C} bekeek het fotoboek en wees {b} [ouders|broers en zussen|kinderen] aan.
    {C} hielp met {huiskamerwerk} en was daar zichtbaar trots op.
    {C} herkende de geur van verse koffie en begon te vertellen over de winkel op de hoek.
    {C} speelde met de bal en lachte hardop.
    {C} zat lang voor de vogelvoederplank. {P} noemde de mees en het roodborstje bij naam.
    `,
    `
    Genoot van de kat.
    ?loopt Danste op {lied}.
    Fotoboek bekeken, herkende veel.
    Hielp met {huiskamerwerk}.
    Mooi contact gehad, hield hand vast.
    `,
  ),
}

export const evening = topic(
  'Avond',
  `
  {C} heeft naar {tv} gekeken en is om {t21-22} naar bed geholpen.
  {C} zat tot {t20-21} in de huiskamer met een glaasje [advocaat|sap|wijn].
  {C} wilde vroeg naar bed, om {t19-20} geholpen. Lag er tevreden bij.
  ?loopt {C} bleef lang op voor {tv}. Om {t22-23} zelf naar bed gegaan.
  ?gebit Bij het uitkleden was {c} moe maar vriendelijk. Gebit uit en in het bakje gedaan.
  {C} dronk {b} {drink} en vertelde over {hobby}.
  {C} is om {t20-22} op de [linker|rechter]zij gelegd, bel binnen bereik, nachtlampje aan.
  {C} wilde de kousen aanhouden in bed, tegen koude voeten. Bedsokken gegeven.
  {C} belde nog twee keer voor een slokje water en om te vragen hoe laat het was.
  Avondmedicatie ingenomen. {C} vroeg om het raam op een kier.
  {C} heeft met twee medebewoners een spelletje [rummikub|domino|mens-erger-je-niet] gedaan en gewonnen.
  {C} keek uit het raam naar de lichtjes en werd er rustig van.
  `,
  `
  Om {t20-22} naar bed geholpen, lag tevreden.
  {tv} gekeken, daarna naar bed.
  Vroeg naar bed op eigen verzoek.
  Avondmedicatie ingenomen.
  Spelletje gedaan in huiskamer.
  Bel binnen bereik, nachtlampje aan.
  Rustige avond.
  Twee keer gebeld, wilde weten hoe laat het was.
  `,
)
