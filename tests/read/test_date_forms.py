"""Header lines, date lines and datelines as outlets of all continents print them.

Names of places and outlets are invented or those of cities; the forms are real.
"""

from __future__ import annotations

from datetime import date

import pytest

from memcon.read import read_text

TEXT = (
    "The two governments agreed to open a second crossing by the end of the year, and to meet "
    "again in the spring, the ministers said.\n\nThe first talks on it were held long ago."
)

# Lines under the title that give little but the day of publication.
DATE_LINES = [
    # newspapers and broadcasters in English
    ("Tuesday, November 8, 2016", date(2016, 11, 8)),
    ("Tue, Nov 8, 2016, 10:15 AM EST", date(2016, 11, 8)),
    ("Nov. 8, 2016 5:04 p.m. ET", date(2016, 11, 8)),
    ("November 8th, 2016", date(2016, 11, 8)),
    ("8th November 2016", date(2016, 11, 8)),
    ("8 Nov 2016 14:05 GMT", date(2016, 11, 8)),
    ("Tue 8 Nov 2016 06.00 GMT", date(2016, 11, 8)),
    ("Published: 8 November 2016", date(2016, 11, 8)),
    ("Published 08:14 8 November 2016", date(2016, 11, 8)),
    ("Published on November 8, 2016", date(2016, 11, 8)),
    ("Published Nov 08, 2016 11:32 pm IST", date(2016, 11, 8)),
    ("Posted: November 8, 2016", date(2016, 11, 8)),
    ("Posted on 8 November 2016", date(2016, 11, 8)),
    ("First published: 8 Nov 2016", date(2016, 11, 8)),
    ("Issued on: 08/11/2016 - 16:20, Published: 8 November 2016", date(2016, 11, 8)),
    ("Created: 2016-11-08 12:29", date(2016, 11, 8)),
    ("Updated 9 Nov 2016, published 8 Nov 2016", date(2016, 11, 8)),
    ("Updated: 29-11-2016 | Created: 28-11-2016", date(2016, 11, 28)),
    ("November 8, 2016 | Updated November 9, 2016", date(2016, 11, 8)),
    ("8 November 2016 • Last updated 9 November 2016", date(2016, 11, 8)),
    ("By Staff Reporter | Published 8 November 2016", date(2016, 11, 8)),
    ("Nov 08, 2016 · 4 min read", date(2016, 11, 8)),
    ("08 November, 2016", date(2016, 11, 8)),
    ("08-Nov-2016", date(2016, 11, 8)),
    ("08-NOV-16", date(2016, 11, 8)),
    ("08NOV2016", date(2016, 11, 8)),
    ("Nov 8 '16", date(2016, 11, 8)),
    ("For immediate release: November 8, 2016", date(2016, 11, 8)),
    ("Mis en ligne le 8 novembre 2016 à 10h20", date(2016, 11, 8)),
    ("8 November 2016, 10:30 IST", date(2016, 11, 8)),
    ("November 8, 2016 at 3:15 am PST", date(2016, 11, 8)),
    ("2016-11-08", date(2016, 11, 8)),
    ("2016-11-08 19:58:37", date(2016, 11, 8)),
    ("2016-11-08T23:30:00+08:00", date(2016, 11, 8)),
    ("2016-11-08T23:30:00-05:00", date(2016, 11, 8)),
    ("2016/11/08 10:30", date(2016, 11, 8)),
    ("2016.11.08", date(2016, 11, 8)),
    ("2016. 11. 8.", date(2016, 11, 8)),
    ("08.11.2016", date(2016, 11, 8)),
    ("8.11.2016, 12:45", date(2016, 11, 8)),
    ("08.11.2016 | 12:45", date(2016, 11, 8)),
    ("23/11/2016", date(2016, 11, 23)),
    ("11/23/2016", date(2016, 11, 23)),
    ("23-11-2016", date(2016, 11, 23)),
    ("20161108", date(2016, 11, 8)),
    # ministries, offices, archives
    ("Press Release, 8 November 2016", date(2016, 11, 8)),
    ("Released: November 8, 2016", date(2016, 11, 8)),
    ("New Delhi, 8 November 2016", date(2016, 11, 8)),
    ("New Delhi\nNovember 08, 2016", date(2016, 11, 8)),
    ("Canberra, 8 November 2016", date(2016, 11, 8)),
    ("8 November 1989", date(1989, 11, 8)),
    ("NOVEMBER 8, 1962", date(1962, 11, 8)),
    ("Thursday 8 November 1973", date(1973, 11, 8)),
    ("The 8th of November, 1951", date(1951, 11, 8)),
    ("Statement, 8.XI.2016, published 8 November 2016", date(2016, 11, 8)),
    ("1420 GMT 8 Nov 82", date(1982, 11, 8)),
    ("8 Nov 78", date(1978, 11, 8)),
    # Russian and its neighbours
    ("8 ноября 2016 года", date(2016, 11, 8)),
    ("8 ноября 2016 г. 15:30", date(2016, 11, 8)),
    ("08 ноября 2016, 10:15 (мск)", date(2016, 11, 8)),
    ("Опубликовано: 8 ноября 2016", date(2016, 11, 8)),
    ("Дата публикации: 08.11.2016", date(2016, 11, 8)),
    ("8 ноя 2016", date(2016, 11, 8)),
    ("8 листопада 2016 р.", date(2016, 11, 8)),
    ("8 лістапада 2016", date(2016, 11, 8)),
    ("8 ноември 2016", date(2016, 11, 8)),
    ("8. новембар 2016.", date(2016, 11, 8)),
    ("8. novembar 2016.", date(2016, 11, 8)),
    ("2016 жылғы 8 қараша", date(2016, 11, 8)),
    # the Romance languages
    ("8 novembre 2016", date(2016, 11, 8)),
    ("mardi 8 novembre 2016", date(2016, 11, 8)),
    ("Publié le 8 novembre 2016 à 10h30", date(2016, 11, 8)),
    ("Publié le 08/11/2016 à 10:30, mardi 8 novembre 2016", date(2016, 11, 8)),
    ("1er décembre 2016", date(2016, 12, 1)),
    ("3 août 1995", date(1995, 8, 3)),
    ("Mis à jour le 9 novembre 2016 | Publié le 8 novembre 2016", date(2016, 11, 8)),
    ("8 de noviembre de 2016", date(2016, 11, 8)),
    ("Martes, 8 de noviembre de 2016", date(2016, 11, 8)),
    ("Publicado: 8 de noviembre del 2016", date(2016, 11, 8)),
    ("Lima, 8 de setiembre de 2016", date(2016, 9, 8)),
    ("08 ene 2016", date(2016, 1, 8)),
    ("8 de março de 2016", date(2016, 3, 8)),
    ("Publicado em 8 de novembro de 2016", date(2016, 11, 8)),
    ("1º de março de 2016", date(2016, 3, 1)),
    ("Brasília, 8 de novembro de 2016", date(2016, 11, 8)),
    ("8 novembre 2016, ore 10:30", date(2016, 11, 8)),
    ("Pubblicato: 8 dicembre 2016", date(2016, 12, 8)),
    ("8 noiembrie 2016", date(2016, 11, 8)),
    ("8 de novembre de 2016", date(2016, 11, 8)),
    ("8 d'octubre de 2016", date(2016, 10, 8)),
    # the Germanic and Nordic languages
    ("8. November 2016", date(2016, 11, 8)),
    ("Berlin, den 8. Dezember 2016", date(2016, 12, 8)),
    ("Veröffentlicht am 08.11.2016", date(2016, 11, 8)),
    ("Wien, 8. Jänner 2016", date(2016, 1, 8)),
    ("8 maart 2016", date(2016, 3, 8)),
    ("Gepubliceerd: 8 augustus 2016", date(2016, 8, 8)),
    ("Publicerad 8 augusti 2016", date(2016, 8, 8)),
    ("den 8 oktober 2016", date(2016, 10, 8)),
    ("Publisert: 8. desember 2016", date(2016, 12, 8)),
    ("8. marts 2016", date(2016, 3, 8)),
    ("8. marraskuuta 2016", date(2016, 11, 8)),
    # Central Europe, the Baltics, the Balkans
    ("8 listopada 2016", date(2016, 11, 8)),
    ("Data publikacji: 8 października 2016", date(2016, 10, 8)),
    ("8. listopadu 2016", date(2016, 11, 8)),
    ("8. októbra 2016", date(2016, 10, 8)),
    ("2016. november 8.", date(2016, 11, 8)),
    ("2016. október 23., vasárnap", date(2016, 10, 23)),
    ("2016 m. lapkričio 8 d.", date(2016, 11, 8)),
    ("2016. gada 8. novembris", date(2016, 11, 8)),
    ("8. detsember 2016", date(2016, 12, 8)),
    ("8 Νοεμβρίου 2016", date(2016, 11, 8)),
    ("8 ΝΟΕΜΒΡΙΟΥ 2016", date(2016, 11, 8)),
    ("8 nëntor 2016", date(2016, 11, 8)),
    # Turkey, the Caucasus, the Middle East
    ("8 Kasım 2016", date(2016, 11, 8)),
    ("8 KASIM 2016 SALI", date(2016, 11, 8)),
    ("Yayınlanma: 12 Haziran 2016", date(2016, 6, 12)),
    ("8 noyabr 2016", date(2016, 11, 8)),
    ("8 ნოემბერი 2016", date(2016, 11, 8)),
    ("8 نوفمبر 2016", date(2016, 11, 8)),
    ("٨ نوفمبر ٢٠١٦", date(2016, 11, 8)),
    ("8 تشرين الثاني 2016", date(2016, 11, 8)),
    ("8 تشرين الثاني/نوفمبر 2016", date(2016, 11, 8)),
    ("تاريخ النشر: 8 أكتوبر 2016", date(2016, 10, 8)),
    ("8 בנובמבר 2016", date(2016, 11, 8)),
    # South and South-East Asia, Africa
    ("8 नवंबर 2016", date(2016, 11, 8)),
    ("৮ নভেম্বর ২০১৬", date(2016, 11, 8)),
    ("8 نومبر 2016", date(2016, 11, 8)),
    ("8 Oktober 2016 pukul 10.15 WIB", date(2016, 10, 8)),
    ("Diterbitkan: 8 Mei 2016", date(2016, 5, 8)),
    ("8 Ogos 2016", date(2016, 8, 8)),
    ("8 tháng 11 năm 2016", date(2016, 11, 8)),
    ("Ngày đăng: 8 tháng 11, 2016", date(2016, 11, 8)),
    ("8 พฤศจิกายน 2559", date(2016, 11, 8)),
    ("8 Novemba 2016", date(2016, 11, 8)),
    # East Asia
    ("2016年11月8日", date(2016, 11, 8)),
    ("2016年11月08日10:30", date(2016, 11, 8)),
    ("发布时间：2016年11月08日 10:30", date(2016, 11, 8)),
    ("发布日期:2016-11-08", date(2016, 11, 8)),
    ("2016-11-08 来源：外事通讯", date(2016, 11, 8)),
    ("二〇一六年十一月八日", date(2016, 11, 8)),
    ("二零一六年十二月三十一日", date(2016, 12, 31)),
    ("中華民國105年11月8日", date(2016, 11, 8)),
    ("平成28年11月8日", date(2016, 11, 8)),
    ("令和元年5月7日", date(2019, 5, 7)),
    ("公開日：2016年11月8日", date(2016, 11, 8)),
    ("2016년 11월 8일", date(2016, 11, 8)),
    ("입력 2016.11.08 10:30", date(2016, 11, 8)),
]

# Datelines at the start of the text.
DATELINES = [
    ("LIMA, Nov. 8, 2016 (CW) — ", "Lima", date(2016, 11, 8)),
    ("LIMA, Peru, November 8, 2016 (CW) -- ", "Lima, Peru", date(2016, 11, 8)),
    ("LIMA, 8 November 2016 (CW) - ", "Lima", date(2016, 11, 8)),
    ("LIMA, November 8, 2016. /CW/. ", "Lima", date(2016, 11, 8)),
    ("Lima, Tuesday 8 November 2016 – ", "Lima", date(2016, 11, 8)),
    ("Nov 8, 2016 (CW) – ", "", date(2016, 11, 8)),
    ("BEIJING, Nov. 8, 2016 (Coral) -- ", "Beijing", date(2016, 11, 8)),
    ("NEW DELHI, 8 November 2016: ", "New Delhi", date(2016, 11, 8)),
    ("St. George's, 8 November 2016 (CW) — ", "St. George's", date(2016, 11, 8)),
    ("LIMA (CW) — Nov. 8, 2016 — ", "Lima", date(2016, 11, 8)),
    ("LIMA - November 8, 2016 - ", "Lima", date(2016, 11, 8)),
    ("LIMA – 8 November, 2016 – ", "Lima", date(2016, 11, 8)),
    ("LIMA--(CORAL WIRE)--November 8, 2016-- ", "Lima", date(2016, 11, 8)),
    ("LIMA, 8 Nov 2016 -- (CW) ", "Lima", date(2016, 11, 8)),
    ("(Lima, 8 November 2016) ", "Lima", date(2016, 11, 8)),
    ("[Lima, 8 November 2016] ", "Lima", date(2016, 11, 8)),
    ("Lima (Peru), 8 November 2016 – ", "Lima, Peru", date(2016, 11, 8)),
    ("Lima, the 8th of November 2016. ", "Lima", date(2016, 11, 8)),
    ("LIMA. 8 November 2016. ", "Lima", date(2016, 11, 8)),
    ("LIMA, Peru, November 8, 2016 ", "Lima, Peru", date(2016, 11, 8)),
]

# A labelled line above the text.
HEADERS = [
    ("Date: 8 November 2016", date(2016, 11, 8)),
    ("Date: November 8, 2016", date(2016, 11, 8)),
    ("DATE: 2016-11-08", date(2016, 11, 8)),
    ("Published: 08.11.2016", date(2016, 11, 8)),
    ("Publication date: 8 Nov 2016 10:30 UTC", date(2016, 11, 8)),
    ("Posted on: Tuesday, 8 November 2016", date(2016, 11, 8)),
    ("Date issued: 8 novembre 2016", date(2016, 11, 8)),
    ("**Date:** 8 November 2016", date(2016, 11, 8)),
    ("Date of publication: 2016年11月8日", date(2016, 11, 8)),
    ("Release date: 8 de noviembre de 2016", date(2016, 11, 8)),
]

# Lines that name no day of publication, or a day that can be read two ways.
NONE = [
    "08/11/2016",
    "November 2016",
    "8 November",
    "2016",
    "Updated: 9 November 2016",
    "Last updated on 9 November 2016",
    "Mis à jour le 9 novembre 2016",
    "Обновлено: 9 ноября 2016",
    "Last modified: 2016-11-09",
    "31 June 2016",
    "The ministers will meet in Quito on 8 November 2016",
]


def test_there_are_enough_forms() -> None:
    assert len({*DATE_LINES}) + len(DATELINES) + len(HEADERS) >= 150


@pytest.mark.parametrize(("line", "day"), DATE_LINES)
def test_date_lines(line: str, day: date) -> None:
    assert read_text(f"Two crossings for Peru and Chile\n\n{line}\n\n{TEXT}").date == day


@pytest.mark.parametrize(("line", "place", "day"), DATELINES)
def test_datelines(line: str, place: str, day: date) -> None:
    found = read_text(f"Two crossings for Peru and Chile\n\n{line}{TEXT}")
    assert (found.place, found.date) == (place, day)
    assert found.text[found.blocks[1].start :].startswith("The two governments")


@pytest.mark.parametrize(("line", "day"), HEADERS)
def test_header_lines(line: str, day: date) -> None:
    assert read_text(f"Title: Two crossings\n{line}\n\n{TEXT}").date == day


@pytest.mark.parametrize("line", NONE)
def test_what_names_no_day_of_publication(line: str) -> None:
    assert read_text(f"Two crossings for Peru and Chile\n\n{line}\n\n{TEXT}").date is None
