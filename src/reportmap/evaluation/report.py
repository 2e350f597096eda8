"""Scores as JSON values, by name."""

from collections.abc import Sequence

from reportmap.evaluation.dates import DateScores
from reportmap.evaluation.events import EventScores
from reportmap.evaluation.places import PlaceScores, Resolution
from reportmap.evaluation.reliability import calibration_error, reliability
from reportmap.evaluation.spans import Agreement
from reportmap.evaluation.types import TypeScores

Figures = dict[str, int | float]


def place_figures(scores: PlaceScores) -> dict[str, object]:
    """Every measure of places by group and name: shares in [0, 1], errors in kilometers, counts."""
    return {
        "recognition_exact": agreement_figures(scores.exact),
        "recognition_lenient": agreement_figures(scores.lenient),
        "resolution": _resolution(scores.resolution),
        "end_to_end": agreement_figures(scores.end_to_end),
    }


def reliability_figures(outcomes: Sequence[tuple[float, bool]]) -> dict[str, object]:
    """The bins of (score, right) outcomes that hold any, in order of score, and the expected calibration error."""
    bins = reliability(outcomes)
    return {
        "calibration_error": calibration_error(bins),
        "bins": [
            {
                "low": one.low,
                "high": one.high,
                "number": one.number,
                "right": one.right,
                "accuracy": one.accuracy,
                "mean_score": one.mean_score,
            }
            for one in bins
            if one.number
        ],
    }


def date_figures(scores: DateScores) -> dict[str, object]:
    """Every measure of dates by group and name."""
    return {
        "strict": agreement_figures(scores.strict),
        "relaxed": agreement_figures(scores.relaxed),
        "value": agreement_figures(scores.value) | {"accuracy": scores.value_accuracy},
        "intervals": {
            "points": scores.points,
            "accuracy": scores.interval_accuracy,
            "start_accuracy": scores.start_accuracy,
        },
    }


def type_figures(scores: TypeScores) -> dict[str, object]:
    """Every measure of event types: over all, of the texts without an event, and by label."""
    return {
        "types": {
            "accuracy": scores.accuracy,
            "macro_f1": scores.macro_f1,
            "weighted_f1": scores.weighted_f1,
        },
        "none": agreement_figures(scores.none),
        "by_type": {name: agreement_figures(agreement) for name, agreement in scores.by_type},
    }


def event_figures(scores: EventScores) -> dict[str, object]:
    """Every measure of events by group and name; of each slot, how many are right of the aligned and of all."""
    return {
        "texts_with_events": agreement_figures(scores.texts),
        "events": agreement_figures(scores.events),
        "slots": {
            name: {
                "right": slot.right,
                "aligned": slot.aligned,
                "gold": slot.gold,
                "accuracy": slot.right / max(slot.aligned, 1),
                "recall": slot.right / max(slot.gold, 1),
            }
            for name, slot in scores.slots.items()
        },
    }


def agreement_figures(agreement: Agreement) -> Figures:
    """Counts, precision, recall and F1 by name."""
    return {
        "gold": agreement.gold,
        "predicted": agreement.predicted,
        "right": agreement.right,
        "precision": agreement.precision,
        "recall": agreement.recall,
        "f1": agreement.f1,
    }


def _resolution(resolution: Resolution) -> Figures:
    return {
        "matched": resolution.matched,
        "unresolved": resolution.unresolved,
        "accuracy_161_km": resolution.accuracy,
        "mean_km": resolution.mean_km,
        "median_km": resolution.median_km,
        "auc": resolution.auc,
        "ids": resolution.ids,
        "same_id": resolution.same_id,
        "same_id_of_all": resolution.same_id_of_all,
    }
