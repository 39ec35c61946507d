import { lines, soep } from './bank.ts'

/** Bladder infection. {temp} in degrees. */
export const bladder = {
  signs: lines(`
    {C} was onrustiger dan anders en moest telkens naar het toilet. Urine ruikt sterk. Temp {temp}. Urine opgevangen voor de verpleegkundige.
    {C} was suf en at weinig. Plassen doet zeer, zegt {p}. Temperatuur {temp}. Verpleegkundige ingelicht, extra laten drinken.
    Donkere, troebele urine bij {c}. {P} is verward en herkent mij niet. Temp {temp}. Graag urine nakijken.
  `),
  nurse: soep(
    `
    {C} heeft pijn bij het plassen en voelt zich niet lekker.
    Kan klachten niet goed aangeven. Team ziet onrust en vaak plassen.
    `,
    `
    Temp {temp}, RR {rr}, pols {pols}. Urinestick: nitriet positief, leuko's 2+. Buik soepel.
    Urinestick leuko's 3+, nitriet +. Temp {temp}. Drinkt ongeveer {700-1000/50} ml per dag.
    `,
    `
    Verdenking urineweginfectie.
    Past bij blaasontsteking, geen koude rillingen of flankpijn.
    `,
    `
    Overleg met arts: nitrofurantoïne 2dd 100 mg, 5 dagen. Drinken stimuleren tot 1500 ml, drinklijst. Kweek ingezet.
    I.o.m. arts gestart met fosfomycine eenmalig 3 g. Vochtlijst drie dagen. Bij koorts boven 38,5 bellen.
    `,
  ),
  better: lines(`
    {C} knapt op. Temp {temp}, weer trek en minder onrustig. Kuur tot en met {kuurdag}.
    Plassen gaat weer zonder pijn. {C} drinkt goed met een rietje. Kuur afmaken.
    {C} is weer de oude: helder en vriendelijk. Drinklijst gestopt, {1300-1700/50} ml gehaald.
  `),
}

/** Infection of the airways. */
export const chest = {
  signs: lines(`
    {C} hoest veel en is benauwd bij inspanning. Temp {temp}, saturatie {sat}%. Hoofdeinde omhoog. Arts gebeld, komt vandaag langs.
    {C} voelt warm aan en ligt te rillen. Temp {temp}, pols {pols}. Slijm komt moeilijk los. Doorgegeven aan de arts.
    {C} reutelt bij het ademen en wil niet eten. Saturatie {sat}%, temp {temp}. Verpleegkundige erbij geroepen.
  `),
  doctor: soep(
    `
    Hoest sinds enkele dagen, nu benauwd en koorts. Eet en drinkt weinig.
    Voelt zich ziek, pijn bij zuchten rechts.
    Team meldt sufheid en hoesten. {C} zegt "moe" te zijn.
    `,
    `
    Matig zieke indruk. Temp {temp}, pols {pols}, RR {rr}, saturatie {sat}% zonder zuurstof, AF {22-28}. Longen: [rechts|links] basaal crepitaties. Geen oedeem.
    Wakker, aanspreekbaar. Temp {temp}, sat {sat}%. Verminderd ademgeruis [links|rechts] onder. Slijmvliezen droog.
    `,
    `
    Lage luchtweginfectie, verdenking pneumonie. Geen ziekenhuisopname volgens eerder gemaakte afspraken.
    Luchtweginfectie, mogelijk na verslikken. Behandeling op locatie, in overleg met {kin}.
    `,
    `
    Amoxicilline/clavulaanzuur 3dd 625 mg, 7 dagen. Controles 2x daags, vochtbeleid, half zittend. Over 2 dagen opnieuw beoordelen, eerder bij sat onder 88%.
    Doxycycline 1dd 100 mg (eerste dag 200). Paracetamol 3dd 1000 mg. Zuurstof 2 l zo nodig. {Kin} gebeld en op de hoogte.
    `,
  ),
  ill: lines(`
    {C} ligt op bed, temp {temp}. Slokjes drinken aangeboden, {400-800/50} ml. Sliep veel.
    {C} hoest slijm op. Mondverzorging gegeven, hoofd hoog. Temp {temp}, saturatie {sat}%.
    {C} heeft een paar happen pap gegeten. Voelt zich slap. Antibiotica ingenomen met vla.
    Zieke indruk, maar reageert op aanspreken. {Kin} zat er de hele middag bij.
    Temp {temp}. {C} was klam, schoon nachthemd aangedaan en koel washandje op het voorhoofd.
  `),
  better: lines(`
    {C} is weer een uur uit bed geweest. Temp {temp}, saturatie {sat}%. At een beschuit.
    Hoesten wordt minder. {C} vroeg zelf om {drink}, dat is een goed teken.
    {C} is koortsvrij en was vandaag weer in de huiskamer, nog wel moe.
    Laatste dag antibiotica. {C} eet weer bijna gewoon, conditie nog niet zoals voorheen.
  `),
  closed: soep(
    `
    Voelt zich beter, nog wat hoesten.
    Geen klachten meer, wel sneller moe.
    `,
    `
    Temp {temp}, sat {sat}%, longen vrijwel schoon. Loopt weer met {aid} over de kamer.
    Koortsvrij, saturatie {sat}%. Gewicht {gewicht} kg.
    `,
    `
    Herstellende luchtweginfectie.
    Luchtweginfectie genezen, conditie afgenomen.
    `,
    `
    Kuur gestopt, controles gestopt. Fysiotherapie voor conditie.
    Geen verdere controles. Diëtist in consult voor energieverrijkte voeding.
    `,
  ),
}

export const heart = {
  signs: lines(`
    {C} heeft dikke voeten, de schoenen passen niet. Gewicht {gewicht} kg, is {2-3} kg meer dan vorige week. Kortademig bij het aankleden. VPK gebeld.
    {C} sliep rechtop in de stoel omdat {p} plat benauwd wordt. Enkels dik, put blijft staan. Gewicht {gewicht}. Arts gevraagd te komen.
  `),
  doctor: soep(
    `
    Benauwd bij plat liggen, moe. Moet 's nachts vaak plassen.
    Kan nog maar een paar meter lopen.
    `,
    `
    RR {rr}, pols {pols} irregulair, sat {sat}%. CVD verhoogd, crepitaties beiderzijds basaal, pitting oedeem tot halverwege de onderbenen. Gewicht {gewicht} kg.
    RR {rr}, sat {sat}%. Oedeem tot de knieën. Gewicht {gewicht} kg, droog gewicht {droog} kg.
    `,
    `
    Toename hartfalen.
    Decompensatio cordis, waarschijnlijk door [zoute snacks|vergeten plastabletten|infectie].
    `,
    `
    Furosemide naar 2dd 40 mg. Dagelijks wegen voor het ontbijt, vocht 1500 ml. Lab over 3 dagen (kalium, nierfunctie).
    Bumetanide 1dd 1 mg erbij. Wegen, vochtlijst, benen zwachtelen. Vrijdag opnieuw beoordelen.
    `,
  ),
  better: lines(`
    Gewicht {gewicht} kg, plast goed op de extra plastablet. Kan weer plat met twee kussens.
    {C} is minder benauwd. Zwachtels aangelegd, voeten zijn slanker. Gewicht {gewicht}.
    Gewicht {gewicht} kg. {C} klaagt over dorst; ijsklontje gegeven, helpt goed.
  `),
}

export const constipation = lines(`
  Al {3-5} dagen geen ontlasting bij {c}, buik is bol. {P} eet weinig. VPK heeft klysma gegeven met goed resultaat.
  {C} heeft buikpijn en zit lang op het toilet. Vier dagen geen def. I.o.m. arts Movicolon naar 2x per dag.
  Na het klysma van gisteren ruim ontlasting. {C} is opgelucht en heeft weer trek.`)

export const delirium = {
  signs: lines(`
    {C} ziet beestjes op het behang en plukt aan de lakens. Gisteren was dit er niet. DOS-score {4-8}. Arts gebeld.
    {C} is plotseling erg verward, roept om hulp en herkent niemand. Dag en nacht zijn omgedraaid. DOS {5-9}.
  `),
  doctor: soep(
    `
    Sinds gisteren onrustig, ziet dingen die er niet zijn. Angstig.
    Team en {kin} vinden {o} "een ander mens".
    `,
    `
    Wisselend bewustzijn, aandacht niet vast te houden, plukkerig. DOS {5-9}. Temp {temp}, RR {rr}. Blaas niet gevuld, geen pijn te lokaliseren.
    Hallucinaties, tijd en plaats gestoord. Temp {temp}, pols {pols}.
    `,
    `
    Delier, waarschijnlijk door infectie.
    Delirant beeld bij [obstipatie|uitdroging|blaasontsteking] en kwetsbaar brein.
    `,
    `
    Oorzaak behandelen. Prikkelarm, klok en bril binnen bereik, {kin} vragen om aanwezig te zijn. Haloperidol 0,5 mg zo nodig, max 2 per dag; na 3 dagen evalueren.
    Vochtinname stimuleren, dag-nachtritme, vast gezicht. DOS 3x daags.
    `,
  ),
  better: lines(`
    DOS vandaag {1-3}. {C} weet weer waar {p} is en schaamt zich een beetje voor vannacht. Gerustgesteld.
    {C} is rustiger, sliep van {t23-24} tot {t5-6}. Geen hallucinaties gezien.
    {Kin} heeft bij {c} gezeten, dat hielp. {P} at een halve boterham.
  `),
}

export const hypo = lines(`
  {C} was zweterig en trillerig om {t10-11}. Glucose {3.1-3.8} mmol/l. Druivensuiker en een boterham gegeven, na een kwartier {5.2-6.9}. VPK ingelicht.
  Glucose nuchter {13.2-17.9} mmol/l. {C} had gisteravond gebak gehad. Insuline gespoten volgens schema.
  Glucose dagcurve: nuchter {7.1-9.4}, voor de lunch {8.2-11.6}, voor het avondeten {9.1-12.8}. Doorgegeven aan de praktijkondersteuner.
  {C} vergat het tussendoortje. Glucose {4.1-4.9}, crackers gegeven.
  Insuline gegeven in het [linker|rechter]bovenbeen, plek afgewisseld. Glucose {7.1-9.9}.`)

export const hospital = {
  sent: lines(`
    {C} is vanmiddag met de ambulance naar het ziekenhuis gegaan na overleg tussen arts en {kin}. Reden: {reden}. Medicatielijst, overdracht en reanimatieafspraak meegegeven. {Kin} is meegereden.
    Spoedopname in verband met {reden}. {C} was aanspreekbaar bij vertrek. Tas met kleding, gehoorapparaat en bril mee. {Kin} gebeld.
  `),
  back: lines(`
    {C} is terug uit het ziekenhuis. Ontslagbrief gelezen: {reden}, behandeld. {C} is moe maar blij weer in {b} eigen bed te liggen. Medicatie gewijzigd, nieuwe toedienlijst is binnen.
    Vanmiddag teruggekomen na opname voor {reden}. Huid nagekeken: hielen rood, drukken weg. Loopt korte stukjes. Graag controles drie dagen.
  `),
}
