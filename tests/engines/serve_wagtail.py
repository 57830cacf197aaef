"""wagtail-lms in the smallest site that has it, with its data in the folder given.

`POST /upload` takes a package and answers with the address of its player; `GET /stored` says what the LMS has of the learner.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import django
from django.conf import settings

folder = Path(sys.argv[1])
(folder / "templates").mkdir()
(folder / "templates" / "base.html").write_text(
    "<!doctype html><title>{% block title %}{% endblock %}</title>{% block content %}{% endblock %}", encoding="utf-8"
)
WAGTAIL = ("contrib.forms", "contrib.redirects", "embeds", "sites", "users", "snippets", "documents", "images", "search", "admin")
settings.configure(
    SECRET_KEY="known to these tests and to nobody else",
    DEBUG=False,
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "db.sqlite3"}},
    INSTALLED_APPS=[
        "wagtail_lms",
        *(f"wagtail.{name}" for name in WAGTAIL),
        *("wagtail", "modelcluster", "taggit"),
        *(f"django.contrib.{name}" for name in ("admin", "auth", "contenttypes", "sessions", "messages", "staticfiles")),
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        f"{__name__}.known",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    ROOT_URLCONF=__name__,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [folder / "templates"],
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth"]
            },
        }
    ],
    MEDIA_ROOT=folder / "media",
    MEDIA_URL="/media/",
    STATIC_URL="/static/",
    WAGTAIL_SITE_NAME="Tests",
    WAGTAILADMIN_BASE_URL="http://127.0.0.1",
    WAGTAIL_LMS_AUTO_ENROLL=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    SILENCED_SYSTEM_CHECKS=["wagtailadmin.W003"],
    USE_TZ=True,
)
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402
from loopback import serve_wsgi  # noqa: E402
from wagtail.models import Page  # noqa: E402
from wagtail_lms.models import CoursePage, SCORMAttempt, SCORMLessonPage, SCORMPackage  # noqa: E402


def known(get_response):
    """Everybody is the one learner."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.user = get_user_model().objects.get(username="learner-7")
        return get_response(request)

    return answer


@csrf_exempt
def upload(request: HttpRequest) -> JsonResponse:
    package = SCORMPackage(title="Listening")
    package.package_file.save("package.zip", ContentFile(request.body), save=False)
    package.save()
    course = Page.get_first_root_node().add_child(instance=CoursePage(title="Course", slug=f"course-{package.pk}"))
    lesson = course.add_child(instance=SCORMLessonPage(title="Lesson", slug="lesson", scorm_package=package))
    return JsonResponse({"player": f"/lms/scorm-lesson/{lesson.pk}/play/", "launch": package.launch_url, "version": package.version})


def stored(request: HttpRequest) -> HttpResponse:
    attempt = SCORMAttempt.objects.last()
    values = {item.key: item.value for item in attempt.scorm_data.all()} if attempt else {}
    found = {"status": attempt and attempt.completion_status, "score": attempt and attempt.score_raw, "values": values}
    return HttpResponse(json.dumps(found), content_type="application/json")


urlpatterns = [path("upload", upload), path("stored", stored), path("lms/", include("wagtail_lms.urls"))]
sys.modules["serve_wagtail"] = sys.modules[__name__]

call_command("migrate", verbosity=0)
get_user_model().objects.create_user("learner-7", "learner@example.org", "long enough for it")
serve_wsgi(WSGIHandler())
