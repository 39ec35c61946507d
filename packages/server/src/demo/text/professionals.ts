import { lines, soep, soepCases } from './bank.ts'

/** The doctor's regular visits. */
export const doctorRound = soepCases(`
  {C} heeft geen klachten. Team vraagt om de bloeddruk te bekijken.
  RR zittend {rr}, pols {pols} regulair. Geen oedeem.
  [Bloeddruk acceptabel voor de leeftijd.|Bloeddruk goed ingesteld.]
  Beleid ongewijzigd, over drie maanden controle.

  Af en toe duizelig bij het opstaan.
  RR zittend {rr}, staand na 1 minuut systolisch {18-32} lager. Pols {pols}. Geen uitdroging.
  Orthostase bij gebruik van bloeddrukverlagers.
  [Amlodipine gehalveerd|Lisinopril gestopt]. RR wekelijks, vier weken lang. Langzaam opstaan, voldoende drinken.

  Voelt zich goed, slaapt redelijk. Wil graag {b} leeftijd "nog even volhouden".
  RR {rr}, pols {pols}, gewicht {gewicht} kg. Hart en longen zonder bijzonderheden.
  Stabiel.
  Geen wijzigingen. Lab met de kwartaalcontrole.

  Pijn in de [linker|rechter]knie, vooral 's ochtends bij opstaan. NRS {pijn}.
  Knie: geen roodheid of warmte, crepitaties, strekken tot {5-10/5} graden tekort. Loopt antalgisch.
  Gonartrose, bekend.
  Paracetamol 3dd 1000 mg vast. Fysiotherapie. Pijnscore wekelijks door het team.

  Kan de [linker|rechter]arm niet goed meer optillen, pijn NRS {pijn}.
  Schouder: heffen tot {70-100/5} graden, drukpijn voorzijde, geen zwelling. Geen val geweest.
  Schouderklachten, waarschijnlijk peesirritatie.
  Diclofenacgel 3dd, arm niet ontzien maar soepel bewegen. Bij geen verbetering over twee weken injectie overwegen.

  Team ziet meer onrust in de namiddag, {c} kan niet zeggen wat er is.
  Alert, geen pijn bij onderzoek, blaas leeg, buik soepel. PAINAD {0-3}. Medicatie doorgenomen.
  Onrust zonder lichamelijke oorzaak.
  Psycholoog in consult, dagprogramma bekijken. Geen medicatie. Evaluatie over vier weken in het gedragsoverleg.

  Roept veel, slaapt overdag. Team vraagt om iets rustgevends.
  Geen koorts, RR {rr}. Gehoorapparaat bleek zonder batterij, bril zoek.
  Onbegrepen gedrag, mogelijk door te weinig prikkels.
  Eerst gehoor en bril in orde, elke middag naar buiten. Geen psychofarmaca. Over drie weken terugkomen.

  Medicatiebeoordeling met de apotheker. {C} vindt "al die pillen" te veel.
  {9-14} middelen. Nierfunctie {38-71} ml/min, kalium {3.8-4.9}. RR {rr}.
  Te veel middelen voor deze levensfase; statine en maagbeschermer zonder duidelijke reden.
  Statine gestopt, maagbeschermer afbouwen. Besproken met {kin}, akkoord. Nieuwe toedienlijst per maandag.

  Jaarlijkse controle. {C} heeft geen vragen.
  Lab: Hb {6.9-8.4}, kalium {3.8-4.9}, eGFR {41-74}, vitamine D {28-81}. RR {rr}, gewicht {gewicht} kg.
  Geen nieuwe bevindingen.
  Vitamine D door. Behandelafspraken nagelopen met {kin}: {reanimatie}. Over een jaar opnieuw.

  Slaapt slecht en wil een slaappil.
  Doet overdag twee dutjes van een uur, drinkt na het eten nog koffie. Stemming normaal.
  Slaapprobleem door dagritme.
  Dutje hooguit een half uur, geen koffie na vieren, 's middags naar buiten. Geen slaapmiddel wegens valrisico.

  {Kin} vraagt of {c} iets kan krijgen voor de nacht.
  Gespannen bij het naar bed gaan, geen depressieve kenmerken. RR {rr}.
  Inslaapstoornis.
  Melatonine 3 mg om 21 uur, proef van vier weken. Vaste bedtijd, kruik en muziek.

  Jeuk op de romp sinds een week.
  Droge huid met krabsporen, geen gangetjes tussen de vingers, geen blaren.
  Eczeem bij droge huid.
  Triamcinolonzalf 1dd, een week, daarna alleen vet. Korter en lauw douchen.

  Rode, branderige plek in de [lies|buikplooi].
  Scherp begrensde roodheid met schilfering en satellietplekjes.
  Smetplek met schimmel.
  Miconazol/zinkoxide 2dd, twee weken, droog houden met een gaasje.

  Rood oog sinds gisteren, 's ochtends dichtgeplakt.
  Conjunctiva rood, gele afscheiding [links|rechts], visus als voorheen, pupil reageert.
  Conjunctivitis.
  Schoonmaken met gekookt water, chlooramfenicolzalf 2dd, vijf dagen. Eigen handdoek.

  {C} hoort minder en zet de tv hard.
  Beiderzijds cerumenprop. Trommelvlies na uitspuiten gaaf.
  Gehoorverlies door oorsmeer.
  Eens per kwartaal oren nakijken door VPK.

  Dikke voeten aan het eind van de dag.
  Licht pitting oedeem enkels, kuiten soepel, longen schoon. RR {rr}, gewicht {gewicht} kg.
  Veneuze insufficiëntie, geen toename hartfalen.
  Steunkousen aanmeten, benen hoog in rust. Plastablet niet ophogen.
`)

export const physioSeries = soep(
  `
  {C} wil graag weer zelfstandig naar [het toilet|de huiskamer|buiten].
  "Ik ben stijf, maar het gaat."
  {C} had er vandaag weinig zin in, na aanmoedigen wel begonnen.
  `,
  `
  {3-6} keer opstaan zonder handen. {20-90/10} meter gelopen met {aid}, één rustpauze.
  Loopbrug {2-4} keer heen en weer, steun met twee handen. Fietsen {5-12} minuten.
  TUG {14-34} seconden, vorige keer {16-38}. Kracht bovenbenen neemt toe.
  Contracturen knieën: strekken tot {10-25/5} graden tekort. Geen pijn bij rustig bewegen.
  `,
  `
  Gaat langzaam vooruit.
  Stabiel, doel blijft haalbaar.
  Conditie beperkend, techniek goed.
  `,
  `
  Twee keer per week doorgaan. Team: elke dag naar de tafel laten lopen.
  Transferadvies op de kamer gehangen. Volgende week trap oefenen.
  Over vier weken afronden als {p} zelfstandig opstaat.
  Spalken 's nachts, huid controleren.
  `,
)

export const behaviourAdvice = soep(
  `
  Team loopt vast op [de ochtendzorg|het roepen|de onrust rond vier uur|het dwalen].
  Verzorgenden voelen zich machteloos bij het slaan tijdens de zorg.
  {Kin}: "Thuis kon {p} ook niet tegen drukte."
  `,
  `
  Observatie in de huiskamer: {c} schrikt van geluid achter {o}, zoekt nabijheid, ontspant bij aanraking van de handen.
  Geobserveerd bij de zorg: verzet begint als twee mensen tegelijk praten. Met één rustige stem gaat het goed. NPI-Q {6-18}.
  Levensloop: {job}, zorgde altijd voor anderen, wil nuttig zijn.
  `,
  `
  Gedrag past bij dementie met behoefte aan veiligheid en bezigheid.
  Overprikkeling op drukke momenten en onderprikkeling daartussen.
  `,
  `
  Omgangsadvies: van voren benaderen, naam noemen, één opdracht tegelijk, {hobby} in de middag. Vaste plek met de rug naar de muur. Evaluatie over drie weken.
  Signaleringsplan gemaakt met EVV-er. Eén vaste stem tijdens de zorg. Bij verzet stoppen en later terugkomen, tenzij het echt niet kan wachten.
  `,
)

export const swallowing = soepCases(`
  Verslikt zich in dunne dranken, hoest na het drinken.
  Slikscreening: bij dun vloeibaar natte stem, verdikt (IDDSI {2-3}) gaat goed. Mondmotoriek verzwakt.
  Slikstoornis, verhoogd risico op verslikken bij dun vocht.
  Drinken verdikken tot IDDSI niveau {2-3}. Rechtop, kin naar de borst, kleine slokjes. Sliklijst hangt in de keuken.

  Team ziet dat eten lang in de mond blijft.
  Kauwen traag, resten in de wangzak. Fijngemalen gaat goed, brood met korst niet.
  Kauw- en slikprobleem in de mondfase.
  Gemalen voeding, brood zonder korst, mond controleren na de maaltijd. Over twee weken terugzien.
`)

export const occupational = soepCases(`
  {C} zakt onderuit in de rolstoel.
  Zithoek te ruim, bekken kantelt achterover. Druk op de stuit bij langer zitten.
  Zithouding niet passend.
  Kantelbare rolstoel aangevraagd, tot dan wigkussen. Zitschema: hooguit twee uur achter elkaar.

  {C} kan het bestek niet goed vasthouden.
  Greep [links|rechts] verminderd, lepel met dik handvat gaat goed. Bord schuift weg.
  Kan met aanpassing weer zelf eten.
  Verzwaard bestek, bordrand en antislip geleverd. Team geïnstrueerd.

  {C} komt moeilijk uit de stoel.
  Stoelhoogte {42-45} cm, gewenst {48-50} cm. Leuningen te laag om op te steunen.
  Opstaan lukt zelfstandig bij juiste hoogte.
  Stoelklossen geplaatst en proef met sta-op-stoel. Evaluatie over twee weken met {kin}.
`)

/** A nurse's own look, on a ward. */
export const nurseCheck = soepCases(`
  {C} geeft geen klachten aan.
  RR {rr}, pols {pols}, temp {temp}, sat {sat}%. Helder en alert.
  Geen bijzonderheden bij controle.
  Controles weer eens per maand.

  {C} zegt zich wat slap te voelen.
  RR {rr}, pols {pols}, temp {temp}. Eet en drinkt wat minder, huid elastisch.
  Geen aanwijzing voor infectie.
  Twee dagen vochtlijst, morgen temperatuur en pols. Bij koorts arts bellen.

  Team vraagt mee te kijken naar de huid.
  Stuit en hielen gaaf, wegdrukbare roodheid linkerheup. Gewicht {gewicht} kg. Braden {13-18}.
  Verhoogd risico op doorligplek.
  Wisselligging om de vier uur, hielen vrij, matras gecontroleerd. Over een week opnieuw kijken.

  {C} hoort slecht aan één kant.
  Oren nagekeken: [links|rechts] prop. Trommelvlies niet te zien.
  Cerumenprop.
  Drie dagen oliedruppels, daarna uitspuiten.

  Katheter loopt volgens {c} niet goed door.
  Katheter verwisseld (CH {14-16}), {300-550/50} ml heldere urine, geen weerstand. Temp {temp}.
  Verstopte katheter.
  Drinken stimuleren, over zes weken wisselen. Katheterplan aangepast.

  Kwartaalcontrole medicatie in eigen beheer. {C} weet waar alles voor is.
  Telling klopt, één tablet over. RR {rr}, pols {pols}.
  Medicatietrouw is goed.
  Eigen beheer voortzetten, over drie maanden opnieuw BEM-score.

  {C} heeft last van obstipatie.
  Laatste ontlasting {3-4} dagen geleden, buik soepel, rectaal toucher: harde ontlasting.
  Obstipatie bij weinig bewegen en drinken.
  Microlax gegeven met resultaat. Movicolon 2dd, vezelrijk, defecatielijst bijhouden.
`)

export const practitionerMail = lines(`
  Telefonisch overleg met de apotheek: [omeprazol|pantoprazol] niet leverbaar, tijdelijk vervangen. Toedienlijst aangepast.
  Laboratoriumuitslag besproken met {c} en {kin}: nierfunctie iets minder, {36-58} ml/min. Metformine verlaagd.
  Contact met de cardioloog: ICD-controle goed, volgende over een half jaar.
  Brief van de oogarts ontvangen: macula stabiel, druppels doorgaan.`)
