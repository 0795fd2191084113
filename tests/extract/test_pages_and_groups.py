"""A form that goes on over pages is one form; a group's name counts for all of its rows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfscore import audit, make_plan, read_ruleset
from perfscore.extract.forms.form import FormRead
from perfscore.extract.forms.groups import in_the_middle
from tests.cards import catalog
from tests.extract.together import forms_of

TITLE = "项目支出绩效自评表（2024年度）"
OPENING = """\
项目名称,渡口维修经费,实施单位,某县航道站
项目资金（万元）,年初预算数,全年预算数,全年执行数,分值,执行率,得分
年度资金总额,40,40,38,10,95%,9.5
"""
HEADINGS = "一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分\n"
FIRST = "产出指标,数量指标,维修渡口,≥6处,6处,30,30\n,质量指标,验收合格率,≥98%,99%,20,20\n"
SECOND = "效益指标,社会效益指标,受益村数,≥20个,20个,30,30\n满意度指标,满意度指标,村民满意度,≥90%,95%,10,10\n"
TOTAL = "总分,,,,,100,99.5\n"


def read(text: str, folder: Path) -> tuple[FormRead, ...]:
    (folder / "form.csv").write_text(text, "utf-8")
    return forms_of(folder / "form.csv")


def verdicts(forms: tuple[FormRead, ...]) -> Iterator[str | None]:
    plan = make_plan(read_ruleset("cn-mof-2020", catalog()), catalog())
    return (audit(form.report, plan).verdict for form in forms)


@pytest.mark.parametrize(
    "again",
    [
        f"{TITLE}\n",
        "项目支出绩效自评表（2024年度）（续）\n",
        f"{TITLE}\n项目名称,渡口维修经费,实施单位,某县航道站\n",
        f"{TITLE}\n续表\n",
        "",
    ],
)
def test_what_is_printed_again_on_the_next_page_begins_no_form(again: str, tmp_path: Path) -> None:
    forms = read(f"{TITLE}\n{OPENING}{HEADINGS}{FIRST}{again}{HEADINGS}{SECOND}{TOTAL}", tmp_path)

    assert ["reproduced"] == list(verdicts(forms))
    assert ["渡口维修经费"] == [form.report.subject for form in forms]
    assert ["产出指标", "产出指标", "效益指标", "满意度指标"] == [
        row.level1 for row in forms[0].report.targets
    ]
    assert not forms[0].notes


@pytest.mark.parametrize(
    "between",
    [
        f"{TOTAL}{TITLE}\n",  # the form before has its total
        f"{TITLE}\n项目名称,码头照明经费,实施单位,某县航道站\n",  # another project
        "部门整体支出绩效自评表（2024年度）\n",
    ],
)
def test_another_form_of_the_same_title_is_another(between: str, tmp_path: Path) -> None:
    forms = read(f"{TITLE}\n{OPENING}{HEADINGS}{FIRST}{between}{HEADINGS}{SECOND}{TOTAL}", tmp_path)

    assert [2, 2] == [len(form.report.targets) for form in forms]


def test_the_name_of_a_group_may_stand_in_the_middle_of_its_rows(tmp_path: Path) -> None:
    rows = """\
,数量指标,维修渡口,≥6处,6处,20,20
产出指标,数量指标,更换缆绳,≥12根,12根,20,20
,质量指标,验收合格率,≥98%,99%,10,10
,社会效益指标,受益村数,≥20个,20个,15,15
效益指标,社会效益指标,受益学校数,≥2所,2所,15,15
满意度指标,满意度指标,村民满意度,≥90%,95%,10,10
"""
    (form,) = read(f"{TITLE}\n{OPENING}{HEADINGS}{rows}{TOTAL}", tmp_path)

    assert ["reproduced"] == list(verdicts((form,)))
    told = [note for note in form.notes if note.code == "form-group-in-the-middle"]
    assert [{"group": "产出指标"}, {"group": "效益指标"}] == [note.values for note in told]


@pytest.mark.parametrize(
    ("names", "kinds", "groups"),
    [
        ("-甲--乙-", "112333", "甲甲甲乙乙乙"),  # where the kind changes
        ("-甲--乙-", "123456", "甲甲甲乙乙乙"),  # every row of its own kind: the name is the middle
        ("-甲乙", "112", "甲甲乙"),
        ("--甲---乙-", "11112222", "甲甲甲甲乙乙乙乙"),
        ("甲--乙--", "112222", None),  # names in the first rows
        ("-甲-甲", "1122", None),  # one name twice
        ("-甲--乙-", "-12233", None),  # the first row is of no group
    ],
)
def test_which_rows_a_name_in_the_middle_is_for(names: str, kinds: str, groups: str | None) -> None:
    found = in_the_middle(_cells(names), _cells(kinds))

    assert (None if groups is None else list(groups)) == found


def _cells(text: str) -> list[str]:
    return ["" if character == "-" else character for character in text]


@pytest.mark.parametrize("level", ["满意度指标", "服务对象满意度指标", "三、满意度", "满意度指标（10分）"])
@pytest.mark.parametrize("ruleset", ["cn-mof-2020", "hebei-10-50-30-10"])
def test_neighbours_names_of_a_group_are_its_names(level: str, ruleset: str, tmp_path: Path) -> None:
    text = f"{TITLE}\n{OPENING}{HEADINGS}{FIRST}{SECOND.replace('满意度指标,满', f'{level},满')}{TOTAL}"
    for benefits in ("效益指标", "效果指标"):
        (form,) = read(text.replace("效益指标,社", f"{benefits},社"), tmp_path)
        plan = make_plan(read_ruleset(ruleset, catalog()), catalog())

        assert "reproduced" == audit(form.report, plan).verdict


def test_rows_of_satisfaction_belong_to_the_criterion_of_hubei(tmp_path: Path) -> None:
    text = f"{TITLE}\n{OPENING}{HEADINGS}{FIRST}{SECOND}{TOTAL}"
    for old, new in (("10,95%,9.5", "20,95%,19"), ("≥6处,6处,30,30", "≥6处,6处,20,20"), ("99.5", "99")):
        text = text.replace(old, new)
    (form,) = read(text, tmp_path)
    result = audit(form.report, make_plan(read_ruleset("hubei-20-80", catalog()), catalog()))

    assert "reproduced" == result.verdict
    assert "row-without-criterion" not in {finding.code for finding in result.findings}


def test_points_may_be_printed_as_shares_of_the_card(tmp_path: Path) -> None:
    text = f"{TITLE}\n{OPENING}{HEADINGS.replace('分值', '权重')}{FIRST}{SECOND}{TOTAL}"
    for points in (30, 20, 10):
        text = text.replace(f",{points},", f",{points}%,")
    (form,) = read(text, tmp_path)
    result = audit(form.report, make_plan(read_ruleset("cn-mof-2020", catalog()), catalog()))

    assert ["30%", "20%", "30%", "10%"] == [row.points for row in form.report.targets]
    assert "reproduced" == result.verdict
    assert not [finding for finding in result.findings if finding.severity != "note"]
