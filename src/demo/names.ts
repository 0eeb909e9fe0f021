/** First names as one hears them in a Dutch neighbourhood. */
export const FIRST_NAMES = words(`
  Aafke Abdel Adriaan Agnieszka Ahmet Aleksander Aleid Alie Amira Andrzej Anke Anna Anneke Annelies Anouk Antje
  Arie Arjen Auke Aylin Ayşe Baran Barbara Bart Bas Bauke Beata Berend Berna Bert Bogdan Bouke Boyd Bram Brechtje
  Burak Carla Carolien Cees Chantal Claire Corrie Daan Danuta Dewi Dieuwke Dirk Doutzen Dominika Eelco Efe Elif
  Elin Els Emine Emre Erik Esra Esther Ewa Fatima Fenna Fleur Floor Foekje Folkert Frans Freek Froukje Geert Gerda
  Gerrit Gijs Gökhan Grażyna Greet Grietje Gül Halina Hamza Hanneke Hans Harm Hasan Hatice Heleen Hendrik Henk
  Hessel Hiske Hylke Ilse Ineke Ingrid Irena Iwona Jaap Jacek Jadwiga Jan Janna Jantje Jarosław Jelle Jelske
  Jeroen Jet Jetske Joanna Jolanda Joost Jorrit Joris Józef Julia Kaan Karin Katarzyna Kees Kemal Klaske Klaas
  Koen Krzysztof Lars Leila Leonie Levent Lieke Lies Linda Loes Lotte Łukasz Maaike Maarten Małgorzata Manon
  Marek Margriet Mariam Marijke Marjan Marloes Marta Mehmet Meike Melek Merel Mieke Mohamed Monique Murat Mustafa
  Nadia Nevin Niels Nienke Nynke Ömer Özlem Paul Paweł Peter Petra Piet Pytsje Rachid Rana Reinder Rianne Rients
  Rob Roelof Rosa Ruud Samira Sander Saskia Sevgi Sietske Sijtske Simone Sjoerd Sjoukje Stanisław Stijn Şule
  Suzanne Sytske Tamara Tess Theo Tim Tineke Tjitske Tomasz Ton Tuğba Ümit Vera Wesley Wiebe Wietske Willem Wim
  Wytze Yasmin Yusuf Zbigniew Zehra Zeynep Zoë Zuzanna`);

/** Last names with the infix before them, if there is one. */
export const LAST_NAMES = lines(`
  Aydın|van Aalst|Achterberg|Adamczyk|el Amrani|Arslan|van Asselt|Baars|Bakker|Bąk|van Beek|ter Beek|Beintema
  van den Berg|Bergsma|Bijlsma|Blom|de Boer|Boersma|Bokma|Bosch|van den Bosch|Bouwman|Brandsma|Brink|van den Brink
  den Brabander|Brouwer|de Bruijn|Bulut|ten Cate|Çelik|Cohen|de Cock|Coşkun|Dąbrowski|Dekker|Demir|Dijkstra
  van Dijk|van der Does|Doğan|van Doorn|Douma|Drent|Dudek|van Dulmen|Eikelboom|Elzinga|Erdoğmuş|van Es|Faber
  Feenstra|Fokkema|Fransen|Galema|Gerritsen|de Graaf|ter Haar|de Haan|el Haddad|Haarsma|Hendriks|den Hertog
  van der Heijden|Hiemstra|Hoekstra|van 't Hof|Hofman|Hoitinga|de Jager|Jansen|Janssen|Jankowski|de Jong|Jongsma
  Kaczmarek|Kamińska|van Kampen|Kara|Kaya|Kılıç|de Klerk|Klaver|Koç|Kok|Kooistra|Koster|Kowalczyk|Kowalska
  van der Kolk|Kramer|Kroes|Krol|Król|Kuipers|Kurt|Lewandowski|van Leeuwen|van der Linden|Loonstra|Maas
  van der Meer|Meijer|Mazur|Meulenbelt|Miedema|Mulder|Nauta|Nieuwenhuis|Nijboer|Nowak|Öztürk|Oosterhof|van Os
  Özdemir|Pawłowski|Peeters|van der Ploeg|Polat|Postma|Prins|Reitsma|van Rijn|Rinsma|Romkes|de Ruiter|Rutgers
  Şahin|Schaafsma|Schipper|Schouten|Şimşek|Sikkema|Smit|Smits|van der Spek|Stam|Sikorska|van Straten|Szymański
  't Hart|Talsma|Tas|Tekin|Terpstra|Tuinstra|Tuna|Uslu|in 't Veld|Veenstra|van de Ven|Verbeek|Verhoeven|Vermeer
  Visser|van Vliet|Vos|de Vos|de Vries|Wagenaar|Walczak|Wassenaar|de Wit|Wierzbicki|Wiersma|Willems|Wójcik
  van Wijk|Yavuz|Yıldız|Yılmaz|IJlstra|Zając|van Zanten|Zieliński|Zijlstra|Zwart`);

/** Organisations that do not exist, made of what such names are made of. */
export const ORGANISATION_KINDS = lines(`
  Buurthuis|Diaconie|Stichting|Vereniging|Werkplaats|Wijkraad|Ontmoetingsplek|Cliëntenraad|Weggeefwinkel|Repaircafé
  Formulierenbrigade|Buurtcoöperatie`);
export const ORGANISATION_NAMES = lines(`
  De Brug|De Linde|Samen Sterk|Het Anker|De Vuurtoren|Rondom|De Schakel|Het Kompas|Goede Buren|De Kastanje|Naast Elkaar
  De Regenboog|Iedereen Telt|Het Vlechtwerk|De Draaischijf|Nieuwe Kansen|De Tuinkamer|Oost-West|De Waterpoort`);

export const STREETS = lines(`
  Achterweg|Beukenlaan|Boterdiep|Brinkstraat|Burgemeester Voorbeeldlaan|Dijkweg|Dorpsstraat|Eikenlaan|Esdoornstraat
  Fazantstraat|Goudsbloemstraat|Grote Markt|Haven|Hoogstraat|Kanaalstraat|Kastanjelaan|Kerkstraat|Kleine Singel
  Lange Nieuwstraat|Lindelaan|Marktplein|Meidoornstraat|Merelstraat|Molenweg|Nieuwe Gracht|Noorderstraat|Oude Dijk
  Parkweg|Plein 1945|Prinsenhof|Raadhuisstraat|Rijksweg|Schoolstraat|'s-Gravenweg|Sportlaan|Stationsweg|Tulpstraat
  Veldweg|Vijverlaan|Wilgenlaan|Zuiderpark|Zwaluwstraat`);

export const TOWNS = lines(`
  Alkmaar|Almelo|Almere|Amersfoort|Apeldoorn|Arnhem|Assen|Bergen op Zoom|Breda|Delft|Den Helder|Deventer|Dokkum
  Dordrecht|Drachten|Ede|Eindhoven|Emmen|Enschede|Goes|Gouda|Groningen|Haarlem|Harlingen|Heerenveen|Heerlen|Helmond
  's-Hertogenbosch|Hilversum|Hoogeveen|Hoorn|Leeuwarden|Leiden|Lelystad|Maastricht|Meppel|Middelburg|Nieuwegein
  Nijmegen|Oss|Purmerend|Roermond|Roosendaal|Rotterdam|Sittard|Sneek|Stadskanaal|Terneuzen|Tiel|Tilburg|Utrecht
  Venlo|Vlissingen|Wageningen|Weert|Winschoten|Winterswijk|Zaandam|Zeist|Zoetermeer|Zutphen|Zwolle`);

export const NOTES = lines(`
  Liever per post dan per e-mail.|Belt liever dan dat zij mailt.|Neemt iemand mee.|Wil meepraten over schulden.
  Wil meepraten over de bijstand.|Kan alleen 's avonds.|Was bij de vorige bijeenkomst.|Helpt mee met de inloop.
  Wil een keer vertellen over het eigen werk.|Graag een uitnodiging in grote letters.|Verhuist binnenkort.`);

export const TAGS = lines('spreker|vrijwilliger|werkgroep schulden|bestuur|pers|AlliantieRaad');

export const SOURCES = lines('Intekenlijst|Via een lid|Bijeenkomst|Website|Telefonisch');

/** Mail domains that can never exist (RFC 2606). */
export const DOMAINS = words(
  'brievenbus.example buurtpost.example voorbeeld.example post.example wijk.example',
);

type List = readonly [string, ...string[]];

function words(text: string): List {
  return asList(text.split(/\s+/));
}

function lines(text: string): List {
  return asList(text.split(/[|\n]/).map((entry) => entry.trim()));
}

function asList(entries: string[]): List {
  const [first = '', ...others] = entries.filter((entry) => entry !== '');
  return [first, ...others];
}
