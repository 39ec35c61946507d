import { topic } from './bank.ts'

/** Getting up and dressed, by how much help somebody needs. */
export const adl = {
  self: topic(
    'ADL',
    `
    {C} heeft zich [vanochtend|vanmorgen] zelf gewassen aan de wastafel, alleen rug en voeten [gedaan|overgenomen].
    {C} had zelf al kleding klaargelegd en heeft zich met een paar aanwijzingen aangekleed.
    ?vrouw {C} heeft gedoucht met toezicht, haren gewassen en ingedraaid.
    {C} wast en kleedt zich nog bijna helemaal zelf, vraagt alleen hulp bij [de kousen|de knoopjes|het hemd].
    {C} was al op en aangekleed toen ik kwam. Alleen geholpen met de steunkousen.
    {C} heeft zelf het bed opgemaakt en de gordijnen opengedaan.
    {C} neemt graag de tijd in de badkamer; {b} eigen tempo aangehouden en {p} redt zich dan prima.
    Washandje en handdoek klaargelegd, daarna heeft {c} zichzelf gewassen. {P} is daar trots op.
    {C} heeft gekozen voor de [blauwe|rode|groene|gestreepte] [trui|blouse|vest] en zag er verzorgd uit.
    ?man {C} schoor en waste zich vanochtend zelf[, ik heb alleen de rug gedaan|].
    {C} wilde vandaag niet douchen maar aan de wastafel wassen. Morgen opnieuw aanbieden.
    Bij het aankleden heeft {c} alleen een handje nodig bij {b} [linkermouw|rechtermouw|schoenen].
    `,
    `
    Zelf gewassen, rug en voeten overgenomen.
    Zelfstandig aangekleed, steunkousen aangedaan.
    Gedoucht met toezicht.
    ADL zelf, alleen kousen.
    Zelf gewassen aan de wastafel.
    Haren gewassen, verder alles zelf.
    ADL met aansporen zelf gedaan.
    Wilde niet douchen, aan wastafel gewassen.
    `,
  ),
  help: topic(
    'ADL',
    `
    {C} is geholpen met wassen en aankleden. Gezicht en [handen|bovenlichaam] [wast|doet] {p} nog zelf.
    {C} heeft gedoucht op de douchestoel en vond het warme water heerlijk.
    Bij de ochtendzorg werkte {c} goed mee; stap voor stap zeggen wat er gaat gebeuren helpt.
    {C} op de rand van het bed gewassen en daarna met {aid} naar de badkamer voor het tandenpoetsen.
    {C} kon vandaag meer zelf dan anders: {p} heeft {b} eigen bloes dichtgeknoopt.
    {C} had moeite om op gang te komen. Pas om {t9-10} geholpen, daarna ging het soepel.
    Samen met {c} kleding uitgezocht; {p} koos voor {b} [nette|warme|lievelings]trui.
    {C} gedoucht, haren gewassen, nagels geknipt en schone kleding aan.
    {C} had het koud tijdens het wassen. Eerst de verwarming aan en een warme handdoek om, toen ging het beter.
    Ondergoed en broek aangedaan in bed, de rest op de stoel. Op deze manier staat {c} het stevigst.
    {C} laat zich graag helpen, maar wil wel zelf bepalen in welke volgorde.
    {C} is na het wassen ingesmeerd met bodylotion. [De schenen waren droog.|De huid is droog op de onderbenen.]
    ?gebit Gebit gereinigd en ingedaan. {C} poetst zelf als de borstel in {b} hand wordt gegeven.
    ?man {C} geschoren[, dat doet {p} zelf als je begint|]; gezicht ingesmeerd.
    {C} heeft vanochtend extra uitgeslapen en is om {t9-10} geholpen. Was er zichtbaar van opgeknapt.
    `,
    `
    Geholpen met wassen en aankleden, gezicht zelf.
    Gedoucht op douchestoel, haren gewassen.
    Hulp bij ADL. Werkte goed mee.
    Aan de wastafel gewassen, onderlichaam overgenomen.
    Pas laat op gang, om {t9-10} geholpen.
    Gedoucht, nagels geknipt.
    ADL rustig verlopen, één ding tegelijk vragen.
    Gewassen, ingesmeerd met bodylotion.
    ?man Geschoren en gewassen, meegeholpen.
    Uitgeslapen tot {t9-10}, daarna geholpen.
    `,
  ),
  full: topic(
    'ADL',
    `
    {C} is op bed verzorgd door twee collega's. {P} hielp mee met draaien door zich vast te houden aan het hek.
    Volledige zorg op bed gegeven en daarna met de tillift in de rolstoel.
    {C} reageerde rustig op de zorg en hield oogcontact. Muziek aan tijdens het wassen doet {o} goed.
    {C} op bed gewassen met verzorgende washandjes. Mond verzorgd en lippen ingevet.
    De transfer met de [actieve|passieve] tillift ging goed. {C} was niet angstig.
    {C} was stijf in armen en benen bij het aankleden. Rustig de tijd genomen, dan ontspant {p}.
    {C} vanochtend in het ligbad gedaan. {P} lag er [heerlijk|ontspannen] bij en neuriede.
    {C} is gewassen en aangekleed met aangepaste kleding. Geeft met gezichtsuitdrukking aan wat {p} fijn vindt.
    {C} lag bij binnenkomst al wakker en lachte. Volledig overgenomen, {p} zei "dank je wel".
    {C} is tot {t11-12} in bed gebleven, zoals afgesproken met de familie. Daarna op in de comfortrolstoel.
    {C} kneep in mijn arm bij het draaien. Even gestopt, uitgelegd wat we gingen doen en toen verder gegaan.
    Wisselligging gegeven op rug en [linker|rechter]zij met een kussen tussen de knieën.
    `,
    `
    Volledige zorg op bed, twee personen.
    Op bed gewassen, met tillift in rolstoel.
    Mond verzorgd, lippen ingevet.
    Ligbad gehad, zichtbaar genoten.
    Zorg overgenomen, ontspannen.
    Transfer met tillift ging goed.
    Stijf bij het aankleden, rustig aan gedaan.
    Wisselligging toegepast.
    `,
  ),
}

export const eatGood = topic(
  'Eten en drinken',
  `
  {C} heeft goed ontbeten: {ontbijt}.
  {C} at met smaak, [vooral|met name] {warm} ging er goed in.
  {C} heeft het bord leeggegeten en vroeg om nog een schep {toetje}.
  {C} zat om {t8-10} aan het ontbijt en at {ontbijt}.
  Bij de warme maaltijd at {c} alles op. {P} is dol op {toetje}.
  {C} heeft goed gegeten en ongeveer {900-1600/100} ml gedronken.
  {C} heeft zelf {b} brood gesmeerd en {ontbijt} gegeten.
  {C} dronk {b} {drink} en nam er een koekje bij.
  {C} at vandaag aan tafel met de anderen mee en had trek.
  Tussen de middag een kop {soep} en brood, alles op.
  {C} eet beter als het bord niet te vol is. Twee kleine porties gegeven en die gingen helemaal op.
  {C} heeft het fruit van {kin} opgegeten en daarna nog {ontbijt}.
  {C} smulde van {warm}. "Net als vroeger thuis", zei {p}.
  `,
  `
  Goed gegeten en gedronken.
  Ontbijt: {ontbijt}.
  Bord leeg, {toetje} toe.
  At {warm} met smaak.
  Goed gedronken, ± {1000-1700/100} ml.
  Intake goed.
  Kop {soep} en brood, alles op.
  Goede eetlust, tweede portie {toetje}.
  `,
)

export const eatPoor = topic(
  'Eten en drinken',
  `
  {C} had weinig trek en at maar een paar happen van {warm}.
  {C} liet het ontbijt staan, [om {t10-11} wel een bakje yoghurt genomen|later op de ochtend wel wat fruit gegeten].
  {C} heeft slecht gedronken, tot nu toe {300-700/50} ml. [Graag blijven aanbieden.|Collega's van de avond gevraagd erop te letten.]
  {C} at alleen {toetje}. De rest schoof {p} van zich af.
  Het eten bleef lang in de mond. Rustig blijven aanbieden en tussendoor laten drinken.
  {C} zegt dat alles "naar karton" smaakt. Wel twee glazen limonade gedronken.
  {C} nam tijdens de lunch een halve boterham met {beleg}, meer wilde {p} niet.
  {C} is snel afgeleid tijdens het eten. Apart gezet bij het raam, toen at {p} de helft op.
  {C} weigerde de warme maaltijd. Om {t13-14} heeft {p} een boterham met {beleg} gegeten.
  {C} heeft met aansporen de helft van {warm} gegeten.
  Drinken gaat moeizaam. {C} neemt kleine slokjes als je het glas aanreikt.
  `,
  `
  Matig gegeten, halve portie.
  Weinig trek, alleen {toetje}.
  Drinkt te weinig, {300-700/50} ml tot nu toe.
  Ontbijt laten staan.
  Met aansporen half bord gegeten.
  Warm eten geweigerd, later een boterham met {beleg}.
  Slechte intake, blijven aanbieden.
  `,
)

export const eatHelp = topic(
  'Eten en drinken',
  `
  {C} is geholpen met eten. Kleine happen en rustig aan, dan gaat het goed.
  Het eten aangereikt; {c} opende de mond uit zichzelf en at ongeveer driekwart.
  {C} pakte zelf de lepel voor het toetje. De rest gegeven.
  Verdikt drinken gegeven zoals de logopedist adviseert, niet verslikt.
  {C} verslikte zich één keer in de thee. Rechtop gezet, hoesten ging goed. [Drinken voortaan verdikken tot nader overleg.|Blijft een aandachtspunt.]
  {C} kreeg gemalen voeding en at de hele portie.
  {C} hield de beker zelf vast met twee handen en dronk {150-300/50} ml.
  Maaltijd in {20-45/5} minuten gegeven. {C} werd tegen het einde moe.
  `,
  `
  Geholpen met eten, driekwart op.
  Verdikt drinken, niet verslikt.
  Eten gegeven, kleine happen.
  Gemalen voeding, alles op.
  Toetje zelf gegeten, rest gegeven.
  Eén keer verslikt in thee, hersteld.
  `,
)

export const mobility = {
  walk: topic(
    'Mobiliteit',
    `
    {C} heeft een rondje over de gang gelopen met de {aid}, zonder te rusten.
    {C} liep vandaag vlot en rechtop met de {aid}.
    {C} vergeet nogal eens de {aid}. Een paar keer achteraan gebracht.
    {C} is met de {aid} naar de huiskamer gelopen en terug.
    {C} stond na het eten moeilijk op uit de stoel. Met een beetje hulp lukte het.
    Samen de trap geoefend in het trappenhuis, {4-10} treden op en af.
    {C} liep wat wankel vanochtend. Op de gang meegelopen.
    {C} houdt zich vast {steun} en vergeet dan de {aid}; aandacht voor blijven houden.
    {C} heeft buiten gewandeld tot aan [de vijver|het hek|de brievenbus|het plein].
    {C} had pijnlijke knieën en liep kleine stukjes.
    `,
    `
    Loopt goed met {aid}.
    Loopt wankel, meegelopen.
    Rondje gang met {aid}.
    Vergeet de {aid}, op letten.
    Moeite met opstaan, lichte hulp.
    Stukje buiten gewandeld.
    `,
  ),
  chair: topic(
    'Mobiliteit',
    `
    ?stalift {C} trippelt zelf met de rolstoel door de gang.
    ?stalift De transfer van bed naar stoel ging met één persoon en een draaischijf goed.
    {C} zat scheef in de rolstoel. Kussen aan de [linker|rechter]kant gelegd, dat helpt.
    {C} is om {t13-15} even op bed gelegd om te rusten, en om {t15-16} weer uit bed gehaald.
    Voetsteunen weer bevestigd; {c} zet de voeten er graag naast.
    ?stalift Met de sta-lift naar het toilet. {C} stond er stevig op.
    {C} gaf zelf aan dat {p} moe was van het zitten. Na de lunch een uur op bed.
    Met {c} geoefend om zelf de remmen vast te zetten; dat lukte twee van de drie keer.
    `,
    `
    ?stalift Transfer met één persoon, goed.
    Zat scheef, kussen aan de zijkant.
    Middag op bed gerust.
    ?stalift Trippelt zelf rond in rolstoel.
    ?stalift Sta-lift ging goed.
    Moe van zitten, na lunch op bed.
    `,
  ),
}

export const toilet = topic(
  'Uitscheiding',
  `
  ?loopt {C} is op tijd naar het toilet gebracht, het materiaal was droog.
  {C} had vanochtend een nat bed, alles verschoond.
  {C} had ontlasting, [normaal van kleur en vorm|zacht gevormd].
  {C} heeft [twee|drie] dagen geen ontlasting gehad. [Zakje Movicolon gegeven volgens afspraak.|Verpleegkundige kijkt morgen mee.]
  {C} was onrustig en bleek naar het toilet te moeten. Daarna weer ontspannen.
  ?loopt {C} gaat zelf naar het toilet, maar vergeet door te trekken en de handen te wassen.
  Materiaal om {t13-15} gewisseld, verzadigd. Huid is gaaf.
  {C} gaf zelf aan dat {p} naar het toilet moest. Mooi op tijd.
  {C} had dunne ontlasting, [één|twee] keer. Extra laten drinken.
  {C} moest vaak plassen en deed steeds een klein beetje. In de gaten houden.
  `,
  `
  ?loopt Materiaal droog, op tijd naar toilet.
  Nat bed, verschoond.
  Ontlasting gehad, normaal.
  {2-3} dagen geen def., Movicolon gegeven.
  Dunne ontlasting, extra laten drinken.
  Inco gewisseld, huid gaaf.
  Plast vaak kleine beetjes.
  `,
)

export const skin = topic(
  'Huid',
  `
  ?vrouw Huid onder de [linker|rechter]borst was rood. Droog gedept en zinkolie gesmeerd.
  De stuit is licht rood, drukt wel weg. Wisselligging en niet te lang laten zitten.
  {C} heeft een droge, schilferende huid op de onderbenen. Ingesmeerd met cetomacrogol.
  Een blauwe plek gezien op de [linker|rechter]onderarm, ongeveer {2-4} cm. {C} weet niet waarvan. [Lijkt van het stoten aan de tafel.|Niet pijnlijk.]
  De liezen zijn rustig na een week smeren.
  Kleine ontvelling op de [linker|rechter]elleboog. Schoongemaakt en siliconenverbandje erop.
  De hielen zijn gaaf; kussen onder de kuiten gelegd zodat ze vrijliggen.
  Enkels dikker dan anders. Benen hoog gelegd na de lunch.
  {C} had jeuk op de rug en heeft gekrabd. Ingesmeerd met menthol.
  Nagelriem van de grote teen is rood. Doorgegeven aan de pedicure, die komt [donderdag|volgende week].
  `,
  `
  Stuit licht rood, drukt weg. Wisselligging.
  ?vrouw Borstplooi rood, zinkolie.
  Droge huid benen, ingesmeerd.
  Blauwe plek onderarm {2-4} cm, niet pijnlijk.
  Liezen rustig.
  Hielen gaaf, vrijgelegd.
  Enkels wat dik, benen hoog.
  Huid intact.
  `,
)

export const medication = {
  taken: topic(
    'Medicatie',
    `
    Medicatie ingenomen met een lepeltje vla.
    {C} nam de tabletten één voor één met water.
    Medicatie aangereikt en zien innemen.
    ?druppels Oogdruppels gegeven, {p} hield goed stil.
    {C} vroeg waar de pillen voor waren. Uitgelegd en daarna ingenomen.
    {C} kreeg om {t10-14} paracetamol voor de [knie|rug|schouder]; na een uur ging het beter.
    `,
    `
    Medicatie ingenomen.
    Med. met vla gegeven.
    ?druppels Oogdruppels gegeven.
    Paracetamol gegeven i.v.m. [rug|knie|schouder]pijn, goed effect.
    `,
  ),
  refused: topic(
    'Medicatie',
    `
    {C} spuugde de medicatie uit. Een half uur later opnieuw aangeboden en toen wel ingenomen.
    {C} weigerde de ochtendmedicatie en hield de lippen op elkaar. Twee keer opnieuw geprobeerd, afgetekend als geweigerd.
    {C} wilde {b} pillen niet: "Die zijn niet van mij." Later door een collega gegeven, ging zonder problemen.
    Medicatie van {t8-9} niet ingenomen. Doorgegeven aan de verpleegkundige, die overlegt met de arts.
    Een tablet teruggevonden in de servet. Voortaan even blijven staan tot alles doorgeslikt is.
    ?plaspil {C} weigerde de plastablet omdat {p} dan "de hele dag moet lopen". Uitleg gegeven, niet ingenomen.
    `,
    `
    Med. geweigerd, later alsnog ingenomen.
    Ochtendmed. geweigerd, 2x geprobeerd, afgetekend.
    Tablet uitgespuugd. VPK ingelicht.
    Tablet gevonden in servet, graag toezicht tot doorgeslikt.
    ?plaspil Plastablet geweigerd ondanks uitleg.
    `,
  ),
}

/** How an ordinary report ends, by shift. */
export const closing = {
  day: topic(
    '',
    `
    Verder een [rustige|gewone] [ochtend|dag].
    Verder geen bijzonderheden.
    Geen verdere bijzonderheden te melden.
    Verder ging alles zoals in het zorgplan staat.
    Voor de avonddienst geen bijzonderheden.
    `,
    `
    Verder g.b.
    Geen bijzonderheden.
    Verder geen bijz.
    Verder volgens plan.
    Rest g.b.
    `,
  ),
  evening: topic(
    '',
    `
    Verder een rustige avond.
    Verder geen bijzonderheden.
    Geen bijzonderheden voor de nacht.
    Verder verliep de avond zoals anders.
    `,
    `
    Verder g.b.
    Verder geen bijz.
    Rustige avond.
    `,
  ),
  night: topic(
    '',
    `
    Verder een rustige nacht.
    Verder geen bijzonderheden.
    Voor de dagdienst geen bijzonderheden.
    `,
    `
    Verder g.b.
    Verder rustig.
    `,
  ),
}
