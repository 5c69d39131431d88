"""Takes forms in as morango does, and prints the seconds of each round: JSON from the wire, its buffer, its store, a model.

A program of its own, for morango wants another interpreter: ``PYTHON tests/bench/morango_peer.py FOLDER RUNS < forms.json``.
No record is signed or encrypted there, and no word indexed.
"""

from __future__ import annotations

import json
import sys
import time
import uuid
from pathlib import Path

MODELS = """
from django.db import models
from morango.models.core import SyncableModel

class Report(SyncableModel):
    morango_profile = "posts"
    morango_model_name = "report"
    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=40, db_index=True)
    area = models.CharField(max_length=20, db_index=True)
    happened = models.CharField(max_length=10, db_index=True)
    form = models.TextField()

    def calculate_partition(self, *args, **kwargs):
        return "posts"

    def calculate_source_id(self, *args, **kwargs):
        return self.number
"""
PART = 500
"""Records of one request, as morango sends them."""


def main(folder: Path, runs: int) -> None:
    """Write what a laptop would send, then take it in again and again."""
    forms = json.load(sys.stdin)
    begin(folder)
    from django.utils import timezone
    from morango.api.serializers import BufferSerializer
    from morango.models import core
    from morango.sync import operations
    from morango.sync.utils import validate_and_create_buffer_data
    from posts.models import Report

    for number, form in enumerate(forms):
        area, happened = form["place"]["area"], form["happened"]["date"]
        Report.objects.create(number=str(number), kind=form["kind"], area=area, happened=happened, form=json.dumps(form))
    operations._serialize_into_store("posts")
    instance, _ = core.InstanceIDModel.get_or_create_current_instance()
    fsic = json.dumps({"sub": {"posts": {instance.id: instance.counter}}, "super": {}})
    told = {"last_activity_timestamp": timezone.now()}
    session = core.SyncSession.objects.create(id=uuid.uuid4().hex, profile="posts", **told)
    transfer = core.TransferSession.objects.create(
        id=uuid.uuid4().hex, filter="posts", push=True, sync_session=session, client_fsic=fsic,
        server_fsic=json.dumps({"sub": {}, "super": {}}), **told,
    )  # fmt: skip
    operations._queue_into_buffer_v2(transfer)
    wire = json.dumps(BufferSerializer(core.Buffer.objects.all(), many=True).data)
    held = (core.Buffer, core.RecordMaxCounterBuffer, core.RecordMaxCounter, core.Store, core.DatabaseMaxCounter, Report)
    times = []
    for _ in range(runs):
        for model in held:
            model._meta.default_manager.all()._raw_delete(using="default")
        began = time.perf_counter()
        received = json.loads(wire)
        for at in range(0, len(received), PART):
            validate_and_create_buffer_data(received[at : at + PART], transfer)
        operations._dequeue_into_store(transfer, fsic, v2_format=True)
        operations._deserialize_from_store("posts")
        times.append(time.perf_counter() - began)
        assert Report.objects.count() == len(forms)
    print(json.dumps(times))


def begin(folder: Path) -> None:
    """A project with one model, on SQLite."""
    (folder / "posts").mkdir()
    (folder / "posts" / "__init__.py").touch()
    (folder / "posts" / "models.py").write_text(MODELS, "utf-8")
    sys.path.insert(0, str(folder))
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.configure(
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "mptt", "morango", "posts"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "morango.db")}},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        SECRET_KEY="of no use here",
        USE_TZ=True,
    )
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
