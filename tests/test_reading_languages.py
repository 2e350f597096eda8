"""Which language a text is in: sure ones only, and English whatever names and quotations it holds."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportmap.reading.languages import language_name, language_names, language_of
from tests.pages import P1, P2, P3

LANGUAGES = [
    # code, a short report in our own words
    ("en", "Five soldiers were killed on Tuesday when a bomb hit their truck near the bridge, the army said."),
    ("ps", "د کابل په ښار کې پرون پنځه سرتیري ووژل شول او لس نور ټپیان شول. د سیمې خلک وایي چې برید د ورځې په پیل کې شوی."),
    ("fa", "پنج سرباز روز سه شنبه در شهر کابل کشته شدند و ده نفر دیگر زخمی شدند. مقام های محلی می گویند که انفجار در نزدیکی پل رخ داد."),
    ("ar", "قتل خمسة جنود في هجوم على نقطة تفتيش يوم الثلاثاء بالقرب من الجسر، وقال الجيش إن عشرة آخرين أصيبوا بجروح."),
    ("ur", "کابل میں منگل کو ایک دھماکے میں پانچ فوجی ہلاک اور دس زخمی ہو گئے، فوج نے بتایا کہ دھماکہ پل کے قریب ہوا۔"),
    ("fr", "Cinq soldats ont été tués mardi lorsqu'une bombe a touché leur camion près du pont, a annoncé l'armée."),
    ("es", "Cinco soldados murieron el martes cuando una bomba alcanzó su camión cerca del puente, informó el ejército."),
    ("ru", "Пять солдат погибли во вторник, когда бомба попала в их грузовик возле моста, сообщили в армии."),
    ("uk", "П'ятеро солдатів загинули у вівторок, коли бомба влучила в їхню вантажівку біля мосту, повідомили в армії."),
    ("so", "Shan askari ayaa la dilay maalintii Talaadada markii bam uu ku dhacay gaarigooda meel u dhow buundada, ayay tiri ciidanka."),
    ("sw", "Wanajeshi watano waliuawa Jumanne baada ya bomu kupiga lori lao karibu na daraja, jeshi lilisema siku ya Jumatano."),
    ("pt", "Cinco soldados foram mortos na terça-feira quando uma bomba atingiu o camião perto da ponte, disse o exército."),
    ("de", "Fünf Soldaten wurden am Dienstag getötet, als eine Bombe ihren Lastwagen nahe der Brücke traf, sagte die Armee."),
    ("it", "Cinque soldati sono stati uccisi martedì quando una bomba ha colpito il loro camion vicino al ponte, ha detto l'esercito."),
    ("tr", "Ordu, salı günü köprünün yakınında kamyonlarına bomba isabet eden beş askerin öldüğünü açıkladı."),
    ("nl", "Vijf soldaten kwamen dinsdag om het leven toen een bom hun vrachtwagen bij de brug raakte, zei het leger."),
    ("id", "Lima tentara tewas pada hari Selasa ketika sebuah bom menghantam truk mereka di dekat jembatan, kata militer. Presiden mengatakan bahwa para pelaku akan segera ditangkap oleh polisi karena bukti sudah ada."),
    ("zh", "军方说，星期二一枚炸弹击中桥附近的卡车，五名士兵死亡，十人受伤。"),
    ("am", "ማክሰኞ ዕለት ቦምብ በድልድዩ አቅራቢያ የጭነት መኪናቸውን በመምታቱ አምስት ወታደሮች ተገደሉ ሲል ሠራዊቱ አስታውቋል።"),
    ("ha", "An kashe sojoji biyar a ranar Talata lokacin da bam ya fashe a kusa da gada, in ji rundunar sojin kasar."),
    ("my", "အင်္ဂါနေ့က တံတားအနီး ဗုံးပေါက်ကွဲမှုကြောင့် စစ်သား ငါးဦး သေဆုံးခဲ့သည်ဟု တပ်မတော်က ပြောသည်။"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), LANGUAGES, ids=[code for code, _ in LANGUAGES])
def test_languages(code: str, text: str) -> None:
    found = language_of(text)
    assert found is not None
    assert found.code == code
    assert 0.4 <= found.score <= 1
    assert language_name(code) != code


FRENCH = dict(LANGUAGES)["fr"]
ARABIC = dict(LANGUAGES)["ar"]
ENGLISH = [
    # label, text
    ("a report", f"{P1}\n\n{P2}\n\n{P3}"),
    ("names in every place", "Mullah Abdul Ghani, Haji Mohammad Zahir and Gulbuddin Stanekzai of Musa Qala, Nad-e Ali and Lashkar Gah met the elders of Sangin, and were seen in Ghazni, Wardak and Logar by the men of Qari Bashir."),
    ("a French quotation", f"{P1}\n\n“{FRENCH}”\n\n{P2} That is what the spokesman told the reporters."),
    ("an Arabic quotation", f"{P1}\n\n{ARABIC}\n\n{P2}"),
    ("half of it in Arabic", f"{P1}\n\n{P2}\n\n{ARABIC}\n\n{ARABIC}"),
    ("all in capitals", P1.upper()),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text"), ENGLISH, ids=[row[0] for row in ENGLISH])
def test_english_stays_english(label: str, text: str) -> None:
    found = language_of(text)
    assert found is not None
    assert found.code == "en"


OTHERS = [
    # label, text, code
    ("a French report that quotes English", f"{FRENCH}\n\n{FRENCH} {FRENCH}\n\n“We were attacked by the men.”\n\n{FRENCH}", "fr"),
    ("an Arabic report with an English name", f"{ARABIC} Kandahar Airfield. {ARABIC}", "ar"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "code"), OTHERS, ids=[row[0] for row in OTHERS])
def test_other_languages_with_english_in_them(label: str, text: str, code: str) -> None:
    found = language_of(text)
    assert found is not None
    assert found.code == code


UNKNOWN = [
    # label, text
    ("nothing", ""),
    ("one name", "Kandahar"),
    ("a headline", "Bomb kills five in Kandahar"),
    ("a list of towns", "Kandahar\nLashkar Gah\nMusa Qala\nSangin\nGereshk\nNawzad\nGarmser\nMarjah"),
    ("figures", "2011-06-04; 17; 4; 33.12; 65.77\n2011-06-05; 2; 0; 33.50; 65.90"),
    ("names and figures", "Kabul 4, Herat 3, Ghazni 12, Khost 7, Zabul 2, Logar 1, Kunar 9, Balkh 4, Farah 6, Ghor 8, Takhar 5"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text"), UNKNOWN, ids=[row[0] for row in UNKNOWN])
def test_what_says_too_little_stays_open(label: str, text: str) -> None:
    assert language_of(text) is None


@given(st.text(max_size=400))
def test_any_text_has_a_known_language_or_none(text: str) -> None:
    found = language_of(text)
    assert found is None or found.code in language_names()


def test_english_does_not_load_the_model() -> None:
    code = (
        "import sys; from reportmap.reading.languages import language_of;"
        f"assert language_of({P1!r}).code == 'en'; assert 'py3langid' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
