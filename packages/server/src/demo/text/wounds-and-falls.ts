import { lines, soep } from './bank.ts'

/** Filled in: {plek} where, {maat} size now, {oorzaak} how it came about. */
export const wound = {
  found: lines(`
    Bij de verzorging een open plek gezien op de {plek}, ongeveer {maat}. {Oorzaak} Schoongemaakt en afgedekt. Verpleegkundige gevraagd vandaag nog te kijken. Graag druk vermijden.
    LET OP: wondje op de {plek} ({maat}). {Oorzaak} Wond gespoeld met kraanwater, verbandje erop. {C} gaf aan dat het schrijnt. VPK gebeld, komt kijken.
    {C} heeft een nieuwe wond op de {plek}. {Oorzaak} Grootte {maat}, wondbed rood, weinig vocht. Foto in het dossier gezet en {kin} gebeld.
  `),
  first: soep(
    `
    {C} zegt dat de plek brandt bij het opstaan.
    Geeft pijn aan bij aanraken (NRS {pijn}).
    Klaagt niet uit zichzelf, trekt wel het gezicht bij verschonen.
    `,
    `
    Wond {plek}, {maat}. Wondbed [rood|rood met geel beslag aan de rand], matig vocht, geen geur. Wondranden [rustig|iets verweekt]. Omgeving licht rood, niet warm.
    {plek}: oppervlakkige wond van {maat}, granulerend, weinig exsudaat, randen gaaf. Geen tekenen van infectie.
    `,
    `
    Wond zonder tekenen van ontsteking. {Oorzaak}
    Drukplek categorie 2 dan wel scheurwond, schoon. Genezing te verwachten bij ontlasten.
    `,
    `
    Spoelen met kraanwater, schuimverband, verwisselen om de drie dagen of eerder bij doorlekken. Druk ontlasten, voeding extra eiwit. Wondcontrole door VPK wekelijks met maat.
    Wondzalf en siliconenverband, om de dag. Wisselligging ook overdag. Arts geïnformeerd. Volgende week opnieuw meten.
    `,
  ),
  dressing: lines(`
    Verband van de {plek} gewisseld volgens wondplan. Weinig vocht, geen geur.
    Wondzorg {plek} gedaan. {C} gaf geen pijn aan.
    Schuimverband verwisseld, huid eromheen ingesmeerd met barrièrecrème. Ziet er rustig uit.
    Wond {plek} gespoeld en verbonden. {C} hield goed stil en kneep in mijn hand.
    Verband zat los door het douchen, nieuw verband op de {plek} gedaan.
    Verband {plek} droog en intact, morgen wisselen.
  `),
  better: soep(
    `
    Minder pijn, NRS {pijn}.
    {C} voelt het nauwelijks meer, wil graag weer gewone schoenen aan.
    Geen klachten.
    `,
    `
    Wond {plek} nu {maat} (vorige week {vorige}). Rood wondbed, randen trekken naar binnen. Weinig vocht.
    {plek}: {maat}, was {vorige}. Schoon, geen beslag, nieuwe huid zichtbaar aan de rand.
    `,
    `
    Wond geneest goed.
    Duidelijke verbetering ten opzichte van vorige week.
    Wond wordt kleiner, beleid werkt.
    `,
    `
    Beleid voortzetten. Volgende week meten.
    Verband nu om de vier dagen. Ontlasten blijft nodig.
    Doorgaan volgens wondplan, familie geïnformeerd.
    `,
  ),
  worse: soep(
    `
    {C} heeft meer pijn, NRS {pijn}, vooral 's nachts.
    Vindt het verschonen vervelend, vraagt om pijnstilling vooraf.
    `,
    `
    Wond {plek} nu {maat} (was {vorige}). Geel beslag, meer vocht, omgeving rood en warm.
    {plek}: {maat}, randen verweekt, duidelijke geur bij openen. Temp {temp} graden.
    `,
    `
    Wond gaat achteruit, mogelijk beginnende infectie.
    Verslechtering, ontlasten lukt onvoldoende: {c} zit lang.
    `,
    `
    Arts gevraagd vandaag te beoordelen. Zilververband, dagelijks wisselen. Pijnstilling een half uur vooraf.
    I.o.m. arts wondkweek afgenomen. Wondverpleegkundige in consult. Luchtmatras besteld.
    `,
  ),
  healed: lines(`
    De wond op de {plek} is dicht. Nog een week een beschermend verbandje, daarna alleen smeren. Wondplan afgesloten.
    {Plek} is genezen, huid is nog dun en roze. Wondzorg gestopt, hielen en stuit dagelijks nakijken.
    Mooi resultaat: wond {plek} na weken gesloten. {C} en {kin} zijn blij. Actie in het zorgplan gestopt.
  `),
}

export const fall = {
  found: lines(`
    {C} is gevallen. Om {tijd} door mij gevonden [naast het bed|op de grond in de badkamer|in de gang bij de deur|voor de stoel]. {P} was aanspreekbaar en wist wat er gebeurd was. Geen pijn bij bewegen, [kleine schaafwond aan de elleboog|blauwe plek op de heup|geen letsel gezien]. Met tillift van de grond geholpen. RR en pols gemeten. MIC gemaakt, {kin} gebeld.
    Val: hoorde om {tijd} een bons en trof {c} zittend op de grond aan. {P} wilde naar het toilet en had de {aid} niet gepakt. Niet op het hoofd gevallen. Alle gewrichten nagelopen, kan staan. Verpleegkundige heeft meegekeken. Familie ingelicht. MIC ingevuld.
    Om {tijd} belde een medebewoner dat {c} gevallen was. [Uitgegleden op sokken|Over het kleedje gestruikeld|Misgestapt bij het opstaan]. {C} was geschrokken. Bult op het achterhoofd van {2-3} cm, geen bewustzijnsverlies. Dienstdoende arts gebeld: wekadvies vannacht, om de twee uur. {Kin} is op de hoogte. MIC volgt.
  `),
  check: soep(
    `
    {C} heeft nog wat pijn aan de [heup|schouder|knie], NRS {pijn}.
    Zegt er niets van te voelen. Weet niet meer hoe het gebeurde.
    Is bang om weer te vallen en houdt zich overal vast.
    `,
    `
    Controle na val van gisteren. RR {rr}, pols {pols}. Heupen en polsen zonder pijn te bewegen, geen lengteverschil of asstand. Blauwe plek {3-9} cm.
    RR liggend {rr}, pols {pols} regulair. Pupillen gelijk. Loopt enkele passen met {aid}, aarzelend.
    `,
    `
    Val zonder ernstig letsel.
    Kneuzing. Geen aanwijzing voor een breuk.
    Mogelijk te snel opgestaan; bloeddruk aan de lage kant.
    `,
    `
    Paracetamol zo nodig. Fysiotherapeut in consult voor looppatroon. Schoenen met stevige zool. Nachtlampje, bel of alarm binnen handbereik.
    Valrisico opnieuw ingevuld. Medicatie met arts nakijken (plastablet, slaapmiddel). Sensor besproken met {kin}, start als zij akkoord gaat.
    Drie dagen lang twee keer per dag RR en pols. Bij toename van pijn arts bellen.
  `,
  ),
  after: lines(`
    {C} loopt na de val wat voorzichtiger. Blauwe plek wordt geel. Meegelopen naar de huiskamer.
    Geen nadelige gevolgen van de val. {C} durft weer zelf naar de badkamer met de {aid}.
    Nog gevoelig aan de heup bij het draaien. Paracetamol gegeven, daarna goed te verzorgen.
    {C} begint steeds over de val. Gerustgesteld; samen gekeken waar de bel ligt.
  `),
  physio: soep(
    `
    {C} is bang om te vallen en kijkt bij het lopen naar de grond.
    Verwezen na val. Wil graag weer zelf naar de huiskamer.
    `,
    `
    Opstaan uit stoel met één keer steun nemen. TUG {16-38} seconden. Looppatroon: kleine passen, {aid} te ver vooruit. Evenwicht op één been niet mogelijk.
    Kracht benen 4/5. Bij draaien drie tot vijf correctiepassen. Schoeisel te ruim.
    `,
    `
    Verhoogd valrisico door verminderde kracht en angst.
    Loopt veiliger als de {aid} op de juiste hoogte staat.
    `,
    `
    {Aid} hoger gezet. Twee keer per week oefenen: opstaan, lopen, draaien. Advies aan team: laat {c} alle stukjes zelf lopen, met iemand ernaast.
    Zes weken valpreventie in de gymgroep. Andere schoenen via familie. Daarna opnieuw meten.
    `,
  ),
}

export const skinTear = lines(`
  {C} heeft {b} [linker|rechter]onderarm gestoten aan de rolstoel: scheurwondje van {2-4} cm, huidflapje teruggelegd met een nat gaasje. Siliconenverband, vijf dagen laten zitten. Pijl op het verband in de richting van afhalen.
  Bij het aankleden is de dunne huid op de [linker|rechter]onderarm gescheurd. {C} schrok ervan. Verbonden en {kin} gebeld. MIC gemaakt. Voortaan beschermers aan.`)
