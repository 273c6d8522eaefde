/** Python: packages of PyPI, in their normalised names (lower case, hyphens). */
export const PYTHON = `
Django REST Framework | framework | django rest web | pypi:djangorestframework
Django | framework | django web | pypi:django pypi:django-*
FastAPI | framework | fastapi web | pypi:fastapi
Flask | framework | flask web | pypi:flask pypi:flask-*
Starlette | framework | web | pypi:starlette
Litestar | framework | web | pypi:litestar
Sanic | framework | web | pypi:sanic
Tornado | framework | web | pypi:tornado
Pyramid | framework | web | pypi:pyramid
Bottle | framework | web | pypi:bottle
Falcon | framework | web | pypi:falcon
aiohttp | framework | web async | pypi:aiohttp
Quart | framework | web async | pypi:quart
Robyn | framework | web | pypi:robyn
CherryPy | framework | web | pypi:cherrypy
Streamlit | framework | streamlit dashboard | pypi:streamlit
Gradio | framework | gradio ai | pypi:gradio
Dash | framework | dashboard | pypi:dash
NiceGUI | framework | ui | pypi:nicegui
Reflex | framework | web | pypi:reflex
Flet | framework | ui | pypi:flet
Kivy | framework | ui mobile | pypi:kivy
PyQt | framework | qt desktop | pypi:pyqt5 pypi:pyqt6 pypi:pyside2 pypi:pyside6
Pygame | framework | game | pypi:pygame pypi:pygame-ce pypi:arcade
PyTorch | framework | pytorch machine-learning ai | pypi:torch pypi:torchvision pypi:pytorch-lightning pypi:lightning
TensorFlow | framework | tensorflow machine-learning ai | pypi:tensorflow* pypi:tf-nightly
Keras | framework | machine-learning ai | pypi:keras
JAX | framework | machine-learning ai | pypi:jax pypi:jaxlib pypi:flax
Hugging Face | library | transformers machine-learning ai | pypi:transformers pypi:diffusers pypi:datasets pypi:accelerate pypi:huggingface-hub pypi:peft
Sentence Transformers | library | embeddings ai | pypi:sentence-transformers
scikit-learn | library | machine-learning | pypi:scikit-learn pypi:sklearn
XGBoost | library | machine-learning | pypi:xgboost pypi:lightgbm pypi:catboost
LangGraph | framework | agents ai llm | pypi:langgraph* npm:@langchain/langgraph
CrewAI | framework | agents ai llm | pypi:crewai*
AutoGen | framework | agents ai llm | pypi:pyautogen pypi:autogen-*
Agno | framework | agents ai llm | pypi:agno pypi:phidata
PydanticAI | framework | agents ai llm | pypi:pydantic-ai*
smolagents | framework | agents ai llm | pypi:smolagents
DSPy | framework | ai llm | pypi:dspy*
Haystack | framework | ai llm | pypi:haystack-ai pypi:farm-haystack
LiteLLM | library | ai llm | pypi:litellm
vLLM | library | ai llm | pypi:vllm
llama.cpp | library | ai llm | pypi:llama-cpp-python
Chroma | database | vector-search ai | pypi:chromadb npm:chromadb
FAISS | library | vector-search ai | pypi:faiss-*
Qdrant | database | vector-search ai | pypi:qdrant-client npm:@qdrant/* cargo:qdrant-client go:github.com/qdrant/*
Weaviate | database | vector-search ai | pypi:weaviate-client npm:weaviate-*
Milvus | database | vector-search ai | pypi:pymilvus maven:io.milvus:*
LanceDB | database | vector-search ai | pypi:lancedb cargo:lancedb npm:@lancedb/*
pgvector | library | vector-search postgresql | pypi:pgvector npm:pgvector maven:com.pgvector:*
spaCy | library | nlp ai | pypi:spacy
NLTK | library | nlp ai | pypi:nltk pypi:textblob pypi:gensim
OpenCV | library | computer-vision | pypi:opencv-* 
YOLO | library | computer-vision ai | pypi:ultralytics
Whisper | library | speech ai | pypi:openai-whisper pypi:faster-whisper
MLflow | tool | mlops machine-learning | pypi:mlflow
Weights & Biases | tool | mlops machine-learning | pypi:wandb
Ray | framework | distributed machine-learning | pypi:ray
Dask | framework | distributed data | pypi:dask
PySpark | framework | spark big-data | pypi:pyspark
Airflow | framework | airflow workflow data | pypi:apache-airflow*
Prefect | framework | workflow data | pypi:prefect
Dagster | framework | workflow data | pypi:dagster*
Luigi | framework | workflow data | pypi:luigi
dbt | tool | data | pypi:dbt-*
Celery | framework | celery task-queue | pypi:celery
RQ | library | task-queue | pypi:rq pypi:dramatiq pypi:huey
APScheduler | library | scheduler | pypi:apscheduler pypi:schedule
pandas | library | pandas data | pypi:pandas
Polars | library | polars data | pypi:polars cargo:polars
NumPy | library | numpy data | pypi:numpy
SciPy | library | science data | pypi:scipy
SymPy | library | mathematics | pypi:sympy
PyArrow | library | data | pypi:pyarrow cargo:arrow
Jupyter | tool | notebook data | pypi:jupyter pypi:jupyterlab pypi:notebook pypi:ipykernel
Matplotlib | library | charts visualization | pypi:matplotlib pypi:seaborn
Plotly | library | charts visualization | pypi:plotly npm:plotly.js
Bokeh | library | charts visualization | pypi:bokeh pypi:altair
NetworkX | library | graph | pypi:networkx
SQLAlchemy | library | orm database | pypi:sqlalchemy pypi:sqlmodel
Alembic | library | database-migration | pypi:alembic
Peewee | library | orm database | pypi:peewee pypi:tortoise-orm pypi:pony
Pydantic | library | validation | pypi:pydantic pypi:pydantic-*
Marshmallow | library | validation | pypi:marshmallow
Strawberry | library | graphql | pypi:strawberry-graphql
Graphene | library | graphql | pypi:graphene pypi:graphene-django pypi:ariadne
HTTPX | library | http-client | pypi:httpx
Requests | library | http-client | pypi:requests
Scrapy | framework | scraping | pypi:scrapy
Beautiful Soup | library | scraping html-parsing | pypi:beautifulsoup4 pypi:bs4 pypi:lxml
WebSockets | library | websocket | pypi:websockets
Twisted | framework | networking async | pypi:twisted
Trio | library | async | pypi:trio pypi:anyio
gevent | library | async | pypi:gevent pypi:eventlet
uvicorn | tool | web-server | pypi:uvicorn pypi:hypercorn pypi:granian
Gunicorn | tool | web-server | pypi:gunicorn
Jinja | library | templates | pypi:jinja2
Typer | library | cli | pypi:typer
Click | library | cli | pypi:click
Rich | library | terminal-ui | pypi:rich
Textual | framework | terminal-ui | pypi:textual
Pillow | library | images | pypi:pillow
Numba | library | performance | pypi:numba
Cython | tool | performance native | pypi:cython
PyO3 | library | native | cargo:pyo3 pypi:maturin
Qiskit | framework | quantum | pypi:qiskit* pypi:cirq*
Ansible | tool | automation infrastructure | pypi:ansible pypi:ansible-core
Kubernetes Client | library | kubernetes | pypi:kubernetes npm:@kubernetes/client-node go:k8s.io/* cargo:kube nuget:KubernetesClient
PySnooper | tool | debugging | pypi:pysnooper
pytest | tool | | pypi:pytest pypi:pytest-*
Hypothesis | tool | property-testing testing | pypi:hypothesis
Behave | tool | bdd testing | pypi:behave
Robot Framework | tool | testing | pypi:robotframework
Locust | tool | load-testing performance | pypi:locust
tox | tool | | pypi:tox pypi:nox
Black | tool | formatting | pypi:black
Ruff | tool | linting | pypi:ruff pypi:flake8 pypi:pylint
mypy | tool | type-checking | pypi:mypy pypi:pyright
MkDocs | tool | static-site | pypi:mkdocs*
Sphinx | tool | documentation | pypi:sphinx
`;
